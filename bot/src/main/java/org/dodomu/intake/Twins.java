package org.dodomu.intake;

import java.util.Optional;

/** The same file sent again: never fetched twice, and out of the chat once it is sealed. One that could not be fetched may be sent again. */
final class Twins {

    private static final int MOST_REMEMBERED = 500;

    private Twins() {}

    /** True when this file is sealed or being fetched already; the turn then says so. */
    static boolean known(Turn turn, Incoming.Attachment file, String number) {
        Conversation talk = turn.talk;
        Optional<String> mark = mark(turn, file, number);
        if (mark.filter(talk.sealedFiles::contains).isPresent()) {
            turn.delete(file.messageId());
            turn.note("twice");
            return true;
        }
        boolean receiving = mark.isPresent()
                && talk.errands.stream()
                        .map(Conversation.Pending::file)
                        .anyMatch(one -> one != null && mark.get().equals(one.mark()));
        if (receiving) {
            talk.twins.add(new Conversation.Twin(mark.get(), file.messageId()));
            turn.note("twice.receiving");
        }
        return receiving;
    }

    static Optional<String> mark(Turn turn, Incoming.Attachment file, String number) {
        return turn.parts.marks().of(number, file.file());
    }

    /** The file is sealed: its twins go with it. */
    static void sealed(Turn turn, Conversation.Attached file) {
        String mark = file.mark();
        if (mark == null) {
            return;
        }
        turn.talk.sealedFiles.add(mark);
        if (turn.talk.sealedFiles.size() > MOST_REMEMBERED) {
            turn.talk.sealedFiles.remove(0);
        }
        turn.talk.twins.stream().filter(twin -> twin.mark().equals(mark)).forEach(twin -> turn.delete(twin.message()));
        turn.talk.twins.removeIf(twin -> twin.mark().equals(mark));
    }

    /** The file cannot be fetched, nor can its twins: they stay in the chat with it. */
    static void gone(Turn turn, Conversation.Attached file) {
        turn.talk.twins.removeIf(twin -> twin.mark().equals(file.mark()));
    }
}
