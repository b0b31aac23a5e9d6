package org.dodomu.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * What lies undone in the database: times and counts, nothing of a person. Chats whose person blocks the bot are left out, for nothing can be done there.
 *
 * @param deadLetters how many updates could not be handled
 * @param oldestErrand since when, to the minute, the oldest errand is due
 * @param nextScrub when, rounded down to a quarter of an hour, the next message can no longer be taken out of its chat
 * @param scrubsNear in how many chats that is nearer than was asked about
 */
public record Backlog(long deadLetters, Optional<Instant> oldestErrand, Optional<Instant> nextScrub, long scrubsNear) {}
