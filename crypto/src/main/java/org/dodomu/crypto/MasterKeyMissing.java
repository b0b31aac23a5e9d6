package org.dodomu.crypto;

/** The line uses a master key that is not in this instance's file, or this instance does not know for sure which one is in use. Nothing is broken: it is to be tried again when the file is there. */
public final class MasterKeyMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MasterKeyMissing() {
        super("The master key in use is not in this instance's file");
    }
}
