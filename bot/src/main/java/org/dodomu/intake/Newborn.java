package org.dodomu.intake;

/** Gives a case that was just born its number, wherever the step that asked for it named it. */
final class Newborn {

    private Newborn() {}

    static void named(Conversation talk, String number) {
        talk.commands.replaceAll(command -> command.of(number));
        talk.said.replaceAll(one ->
                isMeant(one.number()) ? new Conversation.Said(one.message(), number, one.question(), one.seq()) : one);
        talk.errands.replaceAll(one -> errand(one, number));
    }

    private static Conversation.Pending errand(Conversation.Pending one, String number) {
        Conversation.Attached file = one.file();
        if (file == null || !isMeant(file.number())) {
            return one;
        }
        Conversation.Attached named = new Conversation.Attached(
                number, file.seq(), file.question(), file.at(), file.meta(), file.message(), file.kind());
        return one.with(named);
    }

    private static boolean isMeant(String number) {
        return number.equals(Conversation.NEWBORN);
    }
}
