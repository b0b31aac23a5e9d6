package org.dodomu.sandbox.line.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One conversation as the line remembers it, opened with the server's key: for waiting and counting, never for what was said. */
final class Talk {

    private static final String[] WAITING = {"errands", "commands", "scrub"};

    /** Longer than any pause before something is tried again. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(20);

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

    /** Whether nothing is left to do but what is meant for later, such as taking a file that was not kept out of the chat. */
    boolean isQuiet() {
        return Stream.of(WAITING)
                .flatMap(name -> state.get(name) instanceof List<?> list ? list.stream() : Stream.empty())
                .allMatch(Talk::isForLater);
    }

    private static boolean isForLater(Object waiting) {
        return waiting instanceof Map<?, ?> one
                && (one.containsKey("at") ? one.get("at") : one.get("since")) instanceof Number when
                && Instant.ofEpochMilli(when.longValue()).isAfter(Instant.now().plus(LONGEST_PAUSE));
    }

    @Override
    public String toString() {
        return "Talk[" + text("stage") + " " + text("question") + " nonce " + number("nonce") + ", " + count("errands")
                + " errands, " + count("commands") + " commands, " + count("scrub") + " to delete]";
    }
}
