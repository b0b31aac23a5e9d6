package org.dodomu.sandbox.line.faults;

import java.util.List;
import java.util.Map;

/** One conversation as the line remembers it, opened with the server's key: for waiting and counting, never for what was said. */
final class Talk {

    private static final String[] WAITING = {"errands", "commands", "scrub"};

    private final Map<String, Object> state;
    private final int taken;

    /** @param taken how many updates it remembers to have taken, at most 250 */
    Talk(Map<String, Object> state, int taken) {
        this.state = state;
        this.taken = taken;
    }

    int taken() {
        return taken;
    }

    int number(String name) {
        return state.get(name) instanceof Number number ? number.intValue() : 0;
    }

    String text(String name) {
        return state.get(name) instanceof String text ? text : "";
    }

    /** How many of these wait in a list of the state. */
    int count(String name) {
        return state.get(name) instanceof List<?> list ? list.size() : 0;
    }

    /** Whether the card on the phone is the latest. */
    boolean isShown() {
        return state.get("errands") instanceof List<?> list
                && list.stream().noneMatch(errand -> errand instanceof Map<?, ?> one && "CARD".equals(one.get("kind")));
    }

    boolean isQuiet() {
        for (String one : WAITING) {
            if (count(one) > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "Talk[" + text("stage") + " " + text("question") + " nonce " + number("nonce") + ", " + count("errands")
                + " errands, " + count("commands") + " commands, " + count("scrub") + " to delete]";
    }
}
