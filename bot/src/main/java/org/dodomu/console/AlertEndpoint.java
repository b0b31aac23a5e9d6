package org.dodomu.console;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.dodomu.alerts.AlertLinks;
import org.dodomu.alerts.QuietHours;
import org.dodomu.desk.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where and when the member who asks is told that something waits. Nobody sees or sets it for anybody else. */
@RestController
class AlertEndpoint {

    private final AlertLinks links;

    AlertEndpoint(AlertLinks links) {
        this.links = links;
    }

    record State(boolean linked, boolean blocked, int from, int to, String zone, boolean evenNow) {}

    @GetMapping("/api/me/alerts")
    State state(Member member) {
        Rights.toTriage(member);
        AlertLinks.State state = links.state(member.id());
        QuietHours quiet = state.quiet();
        return new State(
                state.linked(),
                state.blocked(),
                quiet.from(),
                quiet.to(),
                quiet.zone().getId(),
                quiet.evenNow());
    }

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
