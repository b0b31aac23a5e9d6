package org.dodomu.intake;

import java.util.List;

/** What the card says of all reports of a chat: what is kept, and which of them to withdraw. */
final class ReportCards {

    /** One message carries a hundred buttons; the newest reports are shown. */
    private static final int MOST_SHOWN = 90;

    private ReportCards() {}

    /**
     * What is kept, and what stayed in the chat.
     *
     * @param sealed what is sealed of the present report
     */
    static String status(Turn turn, String sealed) {
        Conversation talk = turn.talk;
        if (talk.told().isEmpty()) {
            return Cards.text(turn, "page.status.none");
        }
        String present = talk.present()
                .map(number -> Cards.text(turn, "page.status", "number", number, "count", talk.seq))
                .orElseGet(() -> Cards.text(turn, "page.status.new"));
        String stayed = Cards.text(turn, "page.status.stayed", "stayed", talk.undeleted);
        return present + "\n" + stayed + sealed + earlier(turn);
    }

    private static String earlier(Turn turn) {
        List<String> numbers = List.copyOf(turn.talk.past.keySet());
        List<String> newest = numbers.subList(firstShown(numbers), numbers.size());
        return newest.isEmpty()
                ? ""
                : "\n\n" + Cards.text(turn, "page.status.past", "numbers", String.join(", ", newest));
    }

    private static int firstShown(List<String> numbers) {
        return Math.max(0, numbers.size() - MOST_SHOWN);
    }

    /** Which report, then whether to withdraw it or to keep it after all. A button names a report by its place only. */
    static String withdraw(Turn turn, Buttons buttons) {
        String number = turn.talk.leaving;
        if (number == null) {
            List<String> told = turn.talk.told();
            for (int place = firstShown(told); place < told.size(); place++) {
                String mark = turn.talk.withdrawn.containsKey(told.get(place)) ? "⏳ " : "";
                buttons.label(mark + told.get(place), Integer.toString(place));
            }
            buttons.leave(true);
            return Cards.text(turn, "withdraw.which");
        }
        return "<b>" + number + "</b>\n" + one(turn, buttons, turn.talk.withdrawn.containsKey(number));
    }

    private static String one(Turn turn, Buttons buttons, boolean asked) {
        if (asked) {
            buttons.own("withdraw.undo", "unwithdraw");
            buttons.leave(true);
            return Cards.text(turn, "withdraw.waits");
        }
        buttons.own("withdraw.yes", "yes").own("nav.no", "no");
        buttons.leave(false);
        long days = turn.parts.policy().withdrawAfter().toDays();
        return Cards.text(turn, "withdraw.ask", "days", days);
    }
}
