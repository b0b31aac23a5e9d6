package org.dodomu.desk;

import java.util.List;
import org.dodomu.crypto.HybridRecipient;

/**
 * A group of members that new cases are sealed to.
 *
 * @param languages codes of the conversations that it takes
 * @param epoch the number of its present key
 */
public record Desk(String id, List<String> languages, int epoch, HybridRecipient recipient) {

    public Desk {
        languages = List.copyOf(languages);
    }

    /** The name of the epoch's copy of a case key, {@code epoch:<desk>:<number>}. */
    public String epochName() {
        return "epoch:" + id + ":" + epoch;
    }
}
