package org.dodomu.desk;

/** The roster in the database is not the one that the leads signed, or there is none: nothing may be sealed or shown. */
public final class RosterUnproven extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RosterUnproven(String fact) {
        super("The roster is not proven: " + fact);
    }
}
