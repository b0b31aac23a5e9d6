package org.dodomu.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.dodomu.cases.Waits;
import org.dodomu.config.AlarmSettings;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.dodomu.config.Texts;
import org.dodomu.config.Urgency;
import org.dodomu.desk.Desk;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.VerifiedRoster;
import org.springframework.stereotype.Component;

/** One look at what waits, and at who has to be told. Only the instance that leads does it. What was said is stored after it was said: a start between the two says it once more. */
@Component
public class Alerts {

    private static final Duration EVERY = Duration.ofMinutes(15);

    private final LinkDocuments links;
    private final Waits waits;
    private final Rosters rosters;
    private final Optional<Address> leads;
    private final Texts texts;
    private final Language language;
    private final Clock clock;

    Alerts(
            LinkDocuments links,
            Waits waits,
            Rosters rosters,
            AlarmSettings settings,
            Texts texts,
            LineSettings line,
            Clock clock) {
        this.links = links;
        this.waits = waits;
        this.rosters = rosters;
        this.leads = settings.chatId().map(chat -> Address.of(chat.reveal()));
        this.texts = texts;
        this.language = line.offered().stream().findFirst().orElse(Language.UK);
        this.clock = clock;
    }

    /**
     * Looks once, for all who linked a chat and for the leads' chat.
     *
     * @throws com.mongodb.MongoException while the database is away: the next look is as good
     */
    public void look(Messenger messenger) {
        VerifiedRoster roster =
                look(Channel.CHAT, linked -> linked.link().chat().map(chat -> text -> {
                    Messenger.Outcome outcome = messenger.say(chat, text.apply("alert."));
                    if (outcome == Messenger.Outcome.BLOCKED) {
                        links.change(linked.member(), Link::refused);
                    }
                    return outcome;
                }));
        leads.ifPresent(chat -> tellLeads(messenger, chat, roster, clock.instant()));
    }

    /** Looks once, for all who linked an e-mail address. */
    public void lookByMail(Postman postman) {
        String subject = texts.text(language, "mail.subject");
        look(Channel.MAIL, linked -> linked.link().mail().address().map(address -> text -> {
            Messenger.Outcome outcome = postman.send(address, subject, text.apply("mail."));
            if (outcome == Messenger.Outcome.BLOCKED) {
                links.change(linked.member(), link -> link.with(link.mail().refusing(address)));
            }
            return outcome;
        }));
    }

    /** Says a text, whose words differ by where it is said. */
    private interface Mouth {
        Messenger.Outcome say(UnaryOperator<String> text);
    }

    /** Links are read before the roster: whoever is linked and not in it has left. */
    private VerifiedRoster look(Channel channel, Function<LinkDocuments.Linked, Optional<Mouth>> mouths) {
        List<LinkDocuments.Linked> all = links.all();
        VerifiedRoster roster = rosters.current();
        Instant now = clock.instant();
        Map<List<String>, Map<String, Waits.Newest>> seen = new HashMap<>();
        for (LinkDocuments.Linked linked : all) {
            Optional<Member> member = roster.member(linked.member());
            if (member.isEmpty()) {
                links.forget(linked.member());
            }
            Optional<Mouth> mouth = mouths.apply(linked);
            if (mouth.isPresent() && member.filter(Alerts::triages).isPresent()) {
                AlertPlan.of(
                                forRole(
                                        member.get(),
                                        seen.computeIfAbsent(member.get().desks(), this::waiting)),
                                linked.told(channel),
                                linked.link().quiet(),
                                now,
                                EVERY)
                        .filter(plan -> mouth.get().say(kind -> texts.text(language, kind + plan.subject()))
                                == Messenger.Outcome.SAID)
                        .ifPresent(plan -> links.told(linked.member(), channel, plan.told()));
            }
        }
        return roster;
    }

    private static boolean triages(Member member) {
        return member.is(Role.OPERATOR) || member.is(Role.LEAD);
    }

    /** By urgency, and what is overdue. */
    private Map<String, Waits.Newest> waiting(List<String> desks) {
        Map<String, Waits.Newest> found = new HashMap<>();
        for (Urgency urgency : Urgency.values()) {
            waits.newest(desks, urgency).ifPresent(newest -> found.put(urgency.code(), newest));
        }
        waits.overdueNow(desks).ifPresent(newest -> found.put(Told.OVERDUE, newest));
        return found;
    }

    /** An overdue danger now is told to leads; to everybody else it is a danger now that they were told of. */
    private static Map<String, Waits.Newest> forRole(Member member, Map<String, Waits.Newest> found) {
        Map<String, Waits.Newest> own = new HashMap<>(found);
        if (!member.is(Role.LEAD)) {
            own.remove(Told.OVERDUE);
        }
        return own;
    }

    private void tellLeads(Messenger messenger, Address chat, VerifiedRoster roster, Instant now) {
        List<String> desks = roster.publicPart().desks().stream().map(Desk::id).toList();
        waits.overdueNow(desks)
                .flatMap(overdue ->
                        AlertPlan.of(Map.of(Told.OVERDUE, overdue), links.toldLeads(), QuietHours.NEVER, now, EVERY))
                .filter(plan ->
                        messenger.say(chat, texts.text(language, "alert." + plan.subject())) == Messenger.Outcome.SAID)
                .ifPresent(plan -> links.told(LinkDocuments.LEADS, Channel.CHAT, plan.told()));
    }
}
