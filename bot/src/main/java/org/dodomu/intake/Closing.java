package org.dodomu.intake;

/** While the line is closed: nothing is taken, what was sealed stays, and the way back is remembered. */
final class Closing {

    private Closing() {}

    static void tell(Turn turn, Incoming incoming) {
        Exits.drop(turn, incoming);
        if (incoming instanceof Incoming.Command command && command.name().equals("start")) {
            turn.freshCard();
        }
        if (turn.talk.stage != Stage.CLOSED) {
            turn.talk.returnTo = wayBack(turn.talk);
        }
        turn.go(Stage.CLOSED);
    }

    /** Whoever was not asked yet for language and safety is asked when the line opens. */
    private static Stage wayBack(Conversation talk) {
        boolean unasked = talk.stage == Stage.LANGUAGE || talk.stage == Stage.SAFE;
        return unasked && talk.returnTo == null ? talk.stage : Opening.resumeAt(talk);
    }

    /** A person whom a member blocked sees the dull card and nothing else. */
    static void bar(Turn turn, Incoming incoming) {
        if (incoming instanceof Incoming.Membership membership) {
            turn.talk.blocked = membership.blocked();
            turn.silently();
            return;
        }
        turn.talk.blocked = false;
        Exits.drop(turn, incoming);
        boolean start =
                incoming instanceof Incoming.Command command && command.name().equals("start");
        if (start && new Meter(turn, turn.now.toEpochMilli()).takes(Limit.STEPS, 1, Quotas.MOST_STEPS)) {
            turn.freshCard();
        } else if (turn.talk.stage == Stage.HIDDEN) {
            turn.silently();
        }
        Leaving.hide(turn);
    }
}
