package org.dodomu.intake;

/** What all kinds of {@link Incoming} share: an origin, and a text form that says the kind and nothing else. */
abstract class Content {

    private final Incoming.Origin origin;

    Content(Incoming.Origin origin) {
        this.origin = origin;
    }

    public Incoming.Origin origin() {
        return origin;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[REDACTED]";
    }
}
