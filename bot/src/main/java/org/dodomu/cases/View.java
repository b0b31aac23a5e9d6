package org.dodomu.cases;

import com.mongodb.client.model.Filters;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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
        Bson waiting = Filters.and(
                Filters.in("desk", triages(member) ? member.desks() : List.of()),
                Filters.eq("state", CaseState.WAITING.code()));
        return switch (this) {
            case WAITING -> Filters.and(waiting, Filters.lte("snoozed", now));
            case SNOOZED -> Filters.and(waiting, Filters.gt("snoozed", now));
            case OVERDUE -> Filters.and(waiting, Filters.lt("due", now));
            case MINE -> Filters.and(Filters.eq("lease.owner", id), Filters.gt("lease.until", now));
            case GRANTED -> Filters.and(Filters.eq("readers", id), Filters.in("state", CaseState.workedOnCodes()));
            case CLOSED -> Filters.and(Filters.eq("readers", id), Filters.in("state", CaseState.endedCodes()));
        };
    }

    static boolean triages(Member member) {
        return member.is(Role.OPERATOR) || member.is(Role.LEAD);
    }
}
