package org.dodomu.console;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.dodomu.alerts.AlertLinks;
import org.dodomu.alerts.BotName;
import org.dodomu.alerts.MailLinks;
import org.dodomu.alerts.QuietHours;
import org.dodomu.config.MailAddress;
import org.dodomu.desk.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where and when the member who asks is told that something waits. Nobody sees or sets it for anybody else. */
@RestController
class AlertEndpoint {

    private static final int MOST_ADDRESS = 320;

    private final AlertLinks links;
    private final MailLinks mails;
    private final ObjectProvider<BotName> bots;

    AlertEndpoint(AlertLinks links, MailLinks mails, ObjectProvider<BotName> bots) {
        this.links = links;
        this.mails = mails;
        this.bots = bots;
    }

    /**
     * What is linked.
     *
     * @param bot the bot's name, once it is known
     */
    record State(
            boolean linked,
            boolean blocked,
            Optional<String> bot,
            MailLinks.State mail,
            int from,
            int to,
            String zone,
            boolean evenNow) {}

    @GetMapping("/api/me/alerts")
    State state(Member member) {
        Rights.toTriage(member);
        AlertLinks.State state = links.state(member.id());
        QuietHours quiet = state.quiet();
        return new State(
                state.linked(),
                state.blocked(),
                bots.stream().findFirst().flatMap(BotName::known),
                mails.state(member.id()),
                quiet.from(),
                quiet.to(),
                quiet.zone().getId(),
                quiet.evenNow());
    }

    @StepUp
    @PostMapping("/api/me/alerts/code")
    AlertLinks.Code code(Member member) {
        Rights.toTriage(member);
        return links.code(member.id());
    }

    @PostMapping("/api/me/alerts/unlink")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlink(Member member) {
        Rights.toTriage(member);
        links.unlink(member.id());
    }

    record Mail(@Nullable String address) {}

    record MailAsked(String outcome) {}

    /** Sends a code to the address. */
    @StepUp
    @PostMapping("/api/me/alerts/mail")
    MailAsked mail(@RequestBody Mail asked, Member member) {
        Rights.toTriage(member);
        MailLinks.Asked outcome = mails.ask(member.id(), address(asked.address()));
        return new MailAsked(outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static MailAddress address(@Nullable String given) {
        String present = Asked.present(given);
        if (present.length() > MOST_ADDRESS) {
            throw new Malformed();
        }
        try {
            return MailAddress.parse(present);
        } catch (IllegalArgumentException noAddress) {
            throw new Malformed();
        }
    }

    record Confirm(@Nullable String code) {}

    record Confirmed(boolean linked) {}

    @PostMapping("/api/me/alerts/mail/confirm")
    Confirmed confirm(@RequestBody Confirm asked, Member member) {
        Rights.toTriage(member);
        return new Confirmed(mails.confirm(member.id(), Asked.matching(asked.code(), "[0-9A-Za-z]{8}")));
    }

    @PostMapping("/api/me/alerts/mail/unlink")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlinkMail(Member member) {
        Rights.toTriage(member);
        mails.unlink(member.id());
    }

    record Quiet(int from, int to, @Nullable String zone, boolean evenNow) {}

    @PostMapping("/api/me/alerts/quiet")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void quiet(@RequestBody Quiet asked, Member member) {
        Rights.toTriage(member);
        links.quiet(member.id(), hours(asked));
    }

    private static QuietHours hours(Quiet asked) {
        try {
            ZoneId zone = ZoneId.of(Asked.matching(asked.zone(), "[A-Za-z0-9_+/-]{1,64}"));
            return new QuietHours(asked.from(), asked.to(), zone, asked.evenNow());
        } catch (IllegalArgumentException | DateTimeException notHours) {
            throw new Malformed();
        }
    }
}
