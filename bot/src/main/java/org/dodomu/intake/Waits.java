package org.dodomu.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.LongStream;

/** The two dates of a conversation that tell, in clear and coarsely, how long something waits in it: no kind, no count, and no exact time. */
final class Waits {

    /** Since when the oldest errand is due, rounded down to a minute. */
    static final String SINCE = "since";

    /** When the first of the messages that are to leave the chat can no longer be taken out, rounded down to a quarter of an hour. */
    static final String SCRUB = "scrubBy";

    static final Date NEVER = Date.from(Instant.parse("9999-01-01T00:00:00Z"));

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private Waits() {}

    static Date since(Conversation talk) {
        return earliest(talk, talk.errands.stream().mapToLong(Conversation.Pending::dueSince), MINUTE);
    }

    static Date scrubBy(Conversation talk) {
        return earliest(talk, talk.scrub.stream().mapToLong(Conversation.Scrub::until), QUARTER);
    }

    /** In the chat of a person who blocks the bot nothing can be done, so nothing waits. */
    private static Date earliest(Conversation talk, LongStream times, Duration step) {
        return talk.blocked
                ? NEVER
                : times.min().stream()
                        .mapToObj(time -> new Date(time - Math.floorMod(time, step.toMillis())))
                        .findFirst()
                        .orElse(NEVER);
    }
}
