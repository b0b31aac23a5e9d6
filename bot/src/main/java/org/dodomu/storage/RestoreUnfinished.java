package org.dodomu.storage;

/** A restore into this database was begun and has not ended: what is there is not whole. */
public final class RestoreUnfinished extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RestoreUnfinished() {
        super("A restore into this database has not ended: run it again before the line starts.");
    }
}
