package org.dodomu.alerts;

import java.time.Instant;
import java.time.ZoneId;

/**
 * When a member does not want to be told.
 *
 * @param from minute of their day at which it begins
 * @param to minute at which it ends; the same as {@code from} when they always may be told
 * @param evenNow whether danger now is told all the same
 */
public record QuietHours(int from, int to, ZoneId zone, boolean evenNow) {

    private static final int DAY = 24 * 60;

    public static final QuietHours NEVER = new QuietHours(0, 0, ZoneId.of("Europe/Kyiv"), true);

    public QuietHours {
        if (from < 0 || from >= DAY || to < 0 || to >= DAY) {
            throw new IllegalArgumentException("Quiet hours begin and end at a minute of the day");
        }
    }

    /** Whether nothing routine is told at this moment. */
    boolean holdsAt(Instant moment) {
        var local = moment.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        return from < to ? minute >= from && minute < to : from > to && (minute >= from || minute < to);
    }
}
