package org.dodomu.intake;

import java.util.Optional;
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

    /** An update with its mark. */
    static Cause fromChat(Incoming incoming, byte[] mark) {
        return new Cause(new Input.FromChat(incoming), mark, Optional.of(mark));
    }

    static Cause fromWithin(Input input) {
        String name = input instanceof Input.Ended ended
                ? "ended " + ended.errand()
                : input.getClass().getSimpleName();
        return new Cause(input, BlindIndex.part(name), Optional.empty());
    }

    /** The same update where there is nobody proven to seal to. */
    Optional<Cause> closed() {
        return input instanceof Input.FromChat from
                ? Optional.of(new Cause(new Input.LineClosed(from.incoming()), bytes, mark))
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
