package org.dodomu.crypto;

import java.util.List;
import java.util.Optional;

/** A secret that opens files. */
public interface Identity {

    /**
     * Looks for the stanza that is addressed to this identity.
     *
     * @return the 16-byte file key, or empty when no stanza is
     * @throws SealBroken when a stanza of this identity's type is malformed
     */
    Optional<byte[]> unwrap(List<Stanza> stanzas);
}
