package org.dodomu.intake;

import java.util.ArrayList;
import java.util.List;

/** The buttons of one card: in two columns where labels are short, the row of Back, Skip and Hide last. */
final class Buttons {

    private static final int WIDE = 18;

    private final Turn turn;
    private final List<List<Keyboard.Button>> rows = new ArrayList<>();
    private boolean half;

    Buttons(Turn turn) {
        this.turn = turn;
    }

    Buttons own(String key, String action) {
        rows.add(new ArrayList<>(List.of(button(turn.text(key), action))));
        half = false;
        return this;
    }

    void label(String label, String action) {
        boolean small = label.length() <= WIDE - 4;
        if (half && small) {
            rows.get(rows.size() - 1).add(button(label, action));
            half = false;
        } else {
            rows.add(new ArrayList<>(List.of(button(label, action))));
            half = small;
        }
    }

    void navigate(boolean skip) {
        List<Keyboard.Button> row = new ArrayList<>(List.of(button(turn.text("nav.back"), "back")));
        if (skip) {
            row.add(button(turn.text("nav.skip"), "skip"));
        }
        row.add(button(turn.text("nav.hide"), "hide"));
        rows.add(row);
    }

    void leave(boolean back) {
        List<Keyboard.Button> row = new ArrayList<>();
        if (back) {
            row.add(button(turn.text("nav.back"), "back"));
        }
        row.add(button(turn.text("nav.hide"), "hide"));
        rows.add(row);
    }

    private Keyboard.Button button(String label, String action) {
        return new Keyboard.Button(label, turn.talk.nonce + ":" + action);
    }

    Keyboard keyboard() {
        return new Keyboard(rows);
    }
}
