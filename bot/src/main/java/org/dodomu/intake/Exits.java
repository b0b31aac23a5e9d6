package org.dodomu.intake;

/** What works in every state of the line: hiding, forgetting, and taking a reply out of sight. And how something leaves the chat that is not taken. */
final class Exits {

    /** What is refused is taken out of the chat up to here; more would only swell the ledger. */
    private static final int MOST_SCRUBBED = 2000;

    private Exits() {}

    static boolean leads(Conversation talk, Incoming incoming) {
        if (incoming instanceof Incoming.Command command) {
            return command.name().equals("cancel") || command.name().equals("forget");
        }
        if (incoming instanceof Incoming.Press press) {
            String own = talk.nonce + ":";
            return Talks.owns(press.data())
                    || press.data().equals(own + "hide")
                    || talk.stage == Stage.FORGET && press.data().startsWith(own);
        }
        return incoming instanceof Incoming.Membership;
    }

    /** Takes it out of the chat, or ends the wait of a press, without a word. */
    static void drop(Turn turn, Incoming incoming) {
        if (incoming instanceof Incoming.Press press) {
            boolean answering =
                    turn.talk.errands.stream().anyMatch(one -> one.kind() == Conversation.Pending.Kind.ANSWER);
            if (!answering) {
                turn.answerPress(press.callbackId(), null);
            }
        } else if (turn.talk.scrub.size() < MOST_SCRUBBED) {
            turn.saidAt(incoming.at());
            turn.delete(incoming.messageId());
        } else {
            turn.talk.undeleted++;
        }
    }
}
