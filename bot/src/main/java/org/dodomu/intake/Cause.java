package org.dodomu.intake;

import java.util.Optional;
import java.util.function.Function;
import org.dodomu.crypto.BlindIndex;

/** An input and what tells it from every other: two causes at the same version never share an entry's id. */
final class Cause {

    private final Input input;
    private final byte[] bytes;
    private final Optional<byte[]> mark;

    private Cause(Input input, byte[] bytes, Optional<byte[]> mark) {
        this.input = input;
        this.bytes = bytes;
        this.mark = mark;
    }

    /** An update, as the line takes it, with its mark. */
    static Cause ofChat(Input.OfChat input, byte[] mark) {
        return new Cause(input, mark, Optional.of(mark));
    }

    static Cause fromWithin(Input input) {
        String name = input instanceof Input.Ended ended
                ? "ended " + ended.errand()
                : input.getClass().getSimpleName();
        return new Cause(input, BlindIndex.part(name), Optional.empty());
    }

    /** The same update, taken in another way; empty for what comes from within. */
    Optional<Cause> instead(Function<Incoming, Input.OfChat> other) {
        return input instanceof Input.OfChat chat
                ? Optional.of(new Cause(other.apply(chat.incoming()), bytes, mark))
                : Optional.empty();
    }

    Input input() {
        return input;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** The update's mark; empty for what comes from within. */
    Optional<byte[]> mark() {
        return mark;
    }

    @Override
    public String toString() {
        return "Cause[" + input.getClass().getSimpleName() + "]";
    }
}
