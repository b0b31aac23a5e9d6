package org.dodomu.intake;

/** Counts what one person uses, in the sealed conversation: a step that is not written counts nothing, and a repeat is none. */
final class Meter {

    private final Conversation talk;
    private final long said;
    private final long now;

    /** @param said when the person did it, epoch milliseconds; what waited for the line counts in the hour in which it was said */
    Meter(Turn turn, long said) {
        this.talk = turn.talk;
        this.now = turn.now.toEpochMilli();
        this.said = Math.min(said, now);
    }

    private Spent spent(Limit limit) {
        return talk.spent.getOrDefault(limit, new Spent(said, 0)).at(said, now, limit.time);
    }

    /** Counts so much if it fits; the first of a time always fits, whatever its size. */
    boolean takes(Limit limit, long amount, long most) {
        Spent before = spent(limit);
        boolean fits = before.amount() == 0 || before.amount() + amount <= most;
        talk.spent.put(limit, fits ? before.plus(amount) : before);
        return fits;
    }

    /** When the time of this limit is over, epoch milliseconds. */
    long over(Limit limit) {
        return spent(limit).over(limit.time);
    }
}
