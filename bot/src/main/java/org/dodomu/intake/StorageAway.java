package org.dodomu.intake;

/** The database did not take a write, or the master key in use is not here: nothing was kept and nothing may be acknowledged. */
public final class StorageAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageAway(Throwable cause) {
        super("The database is away", cause);
    }
}
