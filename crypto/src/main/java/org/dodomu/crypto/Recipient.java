package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.Set;

/** Somebody a file can be sealed to. Public. */
public interface Recipient {

    /** Wraps the 16-byte file key into one stanza. */
    Stanza wrap(byte[] fileKey, SecureRandom random);

    /** All recipients of one file must carry the same labels (C2SP age-plugin, "labels"). */
    Set<String> labels();
}
