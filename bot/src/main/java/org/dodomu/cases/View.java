package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;

/** A way to look at the queue. Each shows only what the member's roles and grants allow. */
public enum View {
    WAITING,
    MINE,
    OVERDUE,
    SNOOZED,
    GRANTED,
    CLOSED;

    public static Optional<View> of(String code) {
        return Stream.of(values()).filter(view -> view.code().equals(code)).findFirst();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Bson filter(Member member, Instant instant) {
        Date now = Date.from(instant);
        String id = member.id().value();
        Bson desk = desk(member);
        Bson open = Filters.and(desk, Filters.in("state", CaseState.claimableCodes()));
        return switch (this) {
            case WAITING -> Filters.and(open, Filters.lte("snoozed", now));
            case SNOOZED -> Filters.and(open, Filters.gt("snoozed", now));
            case OVERDUE -> Filters.and(desk, Filters.eq("state", CaseState.WAITING.code()), Filters.lt("due", now));
            case MINE ->
                Filters.or(
                        Filters.and(
                                Filters.eq("lease.owner", id),
                                Filters.gt("lease.until", now),
                                Filters.nin("state", CaseState.endedCodes())),
                        Assignments.toDo(member));
            case GRANTED -> Filters.and(Filters.eq("readers", id), Filters.in("state", CaseState.workedOnCodes()));
            case CLOSED ->
                Filters.and(Filters.or(Filters.eq("readers", id), desk), Filters.in("state", CaseState.endedCodes()));
        };
    }

    /** Those of a view that may be as long as the queue, in parts: the long one is what an index holds by urgency and age. Empty for a view that stays short enough to be sorted. */
    List<Bson> parts(Member member, Instant instant) {
        Date now = Date.from(instant);
        Bson waiting = Filters.eq("state", CaseState.WAITING.code());
        Bson begun = Filters.in("state", CaseState.workedOnCodes());
        List<Bson> parts =
                switch (this) {
                    case WAITING ->
                        List.of(
                                Filters.and(waiting, Filters.lte("snoozed", now)),
                                Filters.and(begun, Filters.lte("snoozed", now)));
                    case OVERDUE -> List.of(Filters.and(waiting, Filters.lt("due", now)));
                    default -> List.of();
                };
        return desks(member).stream()
                .flatMap(desk -> parts.stream()
                        .map(part -> Filters.and(Filters.eq("desk", desk), part, Filters.exists("epoch"))))
                .toList();
    }

    static List<String> desks(Member member) {
        return triages(member) ? member.desks() : List.of();
    }

    /** The cases that are still the desk's: nobody was granted them yet, whatever their state. */
    static Bson desk(Member member) {
        return Filters.and(Filters.in("desk", desks(member)), Filters.exists("epoch"));
    }

    /** Whether this case is still the member's desk's. */
    static boolean isOnDesk(Document document, Member member) {
        return desks(member).contains(document.getString("desk")) && document.containsKey("epoch");
    }

    static boolean triages(Member member) {
        return member.is(Role.OPERATOR) || member.is(Role.LEAD);
    }
}
