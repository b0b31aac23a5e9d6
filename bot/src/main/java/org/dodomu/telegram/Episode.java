package org.dodomu.telegram;

import java.time.Instant;
import java.util.Optional;

/**
 * A concern that went bad and is not over.
 *
 * @param bad since when
 * @param said when an alarm was said last; empty while none could be
 * @param well since when all is well again; it is over only when that lasts
 */
record Episode(Instant bad, Optional<Instant> said, Optional<Instant> well) {

    static Episode begins(Instant now) {
        return new Episode(now, Optional.empty(), Optional.empty());
    }

    Episode said(Instant now) {
        return new Episode(bad, Optional.of(now), well);
    }

    Episode badAgain() {
        return well.isEmpty() ? this : new Episode(bad, said, Optional.empty());
    }

    Episode wellSince(Instant now) {
        return well.isPresent() ? this : new Episode(bad, said, Optional.of(now));
    }
}
