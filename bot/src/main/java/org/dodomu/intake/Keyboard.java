package org.dodomu.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Inline buttons under a card, in rows. */
public record Keyboard(List<List<Button>> rows) {

    public static final Keyboard NONE = new Keyboard(List.of());

    public Keyboard {
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * A button.
     *
     * @param data 1 to 64 bytes that come back with the press; nothing personal
     */
    public record Button(String label, String data) {

        public Button {
            int length = data.getBytes(StandardCharsets.UTF_8).length;
            if (label.isBlank() || length < 1 || length > 64) {
                throw new IllegalArgumentException("A button has a label and 1 to 64 bytes of data");
            }
        }
    }
}
