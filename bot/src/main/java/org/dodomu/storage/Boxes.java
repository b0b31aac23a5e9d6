package org.dodomu.storage;

import org.dodomu.crypto.MasterKeyMissing;
import org.dodomu.crypto.SealBroken;
import org.dodomu.crypto.SecretBox;

/** Boxes under the master key. While the key is not here, it is to everybody as if the database were away: nothing is kept, nothing counts as broken, and all of it is tried again. */
public final class Boxes {

    private final SecretBox boxes;

    Boxes(SecretBox boxes) {
        this.boxes = boxes;
    }

    /**
     * Seals under the key in use.
     *
     * @throws MasterKeyAway when it is not here, or not certain
     */
    public byte[] seal(byte[] plaintext, byte[] place) {
        try {
            return boxes.seal(plaintext, place);
        } catch (MasterKeyMissing missing) {
            throw new MasterKeyAway(missing);
        }
    }

    /**
     * Opens a box.
     *
     * @throws SealBroken when it was changed, moved, or sealed under a key that the line does not use
     * @throws MasterKeyAway when it was sealed under a key that the line uses and that is not here
     */
    public byte[] open(byte[] box, byte[] place) {
        try {
            return boxes.open(box, place);
        } catch (MasterKeyMissing missing) {
            throw new MasterKeyAway(missing);
        }
    }
}
