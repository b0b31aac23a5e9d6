package org.dodomu.alerts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final AlertLinks links;
    private final Waits waits;
    private final Rosters rosters;
    private final Optional<Address> leads;
    private final Texts texts;
    private final Language language;
    private final Clock clock;

    Alerts(
            AlertLinks links,
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
     * Looks once.
     *
     * @throws com.mongodb.MongoException while the database is away: the next look is as good
     */
    public void look(Messenger messenger) {
        VerifiedRoster roster = rosters.current();
        Instant now = clock.instant();
        Map<List<String>, Map<String, Waits.Newest>> seen = new HashMap<>();
        for (AlertLinks.Linked linked : links.all()) {
            roster.member(linked.member())
                    .filter(Alerts::triages)
                    .flatMap(member -> AlertPlan.of(
                            forRole(member, seen.computeIfAbsent(member.desks(), this::waiting)),
                            linked.told(),
                            linked.link().quiet(),
                            now,
                            EVERY))
                    .ifPresent(plan -> tell(messenger, linked, plan));
        }
        leads.ifPresent(chat -> tellLeads(messenger, chat, roster, now));
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

    private void tell(Messenger messenger, AlertLinks.Linked linked, AlertPlan plan) {
        switch (messenger.say(linked.link().chat().orElseThrow(), sentence(plan))) {
            case SAID -> links.told(linked.member(), plan.told());
            case BLOCKED -> links.refused(linked.member());
            case LATER -> {}
        }
    }

    private void tellLeads(Messenger messenger, Address chat, VerifiedRoster roster, Instant now) {
        List<String> desks = roster.publicPart().desks().stream().map(Desk::id).toList();
        waits.overdueNow(desks)
                .flatMap(overdue ->
                        AlertPlan.of(Map.of(Told.OVERDUE, overdue), links.toldLeads(), QuietHours.NEVER, now, EVERY))
                .filter(plan -> messenger.say(chat, sentence(plan)) == Messenger.Outcome.SAID)
                .ifPresent(plan -> links.told(AlertLinks.LEADS, plan.told()));
    }

    private String sentence(AlertPlan plan) {
        return texts.text(language, "alert." + plan.subject());
    }
}
