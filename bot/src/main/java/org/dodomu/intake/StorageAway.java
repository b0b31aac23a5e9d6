package org.dodomu.intake;

/** The database did not take a write: nothing was kept and nothing may be acknowledged. */
public final class StorageAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageAway(Throwable cause) {
        super("The database is away", cause);
    }
}
