package org.dodomu.cases;

/** The case's keys were changed in the database. */
public final class CaseSealBroken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaseSealBroken() {
        super("The case's keys were changed in the database");
    }
}
