package org.dodomu.storage;

/** The master key file is not the one that this database was written with. */
public final class MasterKeyForeign extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MasterKeyForeign() {
        super(
                "The master key file is not the one this database was written with: use that file, or an empty database.");
    }
}
