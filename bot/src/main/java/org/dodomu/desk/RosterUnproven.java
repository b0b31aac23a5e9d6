package org.dodomu.desk;

/** The roster in the database is not the one that the leads signed, or there is none: nothing may be sealed or shown. */
public final class RosterUnproven extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RosterStanding standing;

    RosterUnproven(String fact) {
        this(fact, RosterStanding.UNPROVEN);
    }

    private RosterUnproven(String fact, RosterStanding standing) {
        super("The roster is not proven: " + fact);
        this.standing = standing;
    }

    static RosterUnproven unfounded() {
        return new RosterUnproven("the line is not founded", RosterStanding.UNFOUNDED);
    }

    RosterStanding standing() {
        return standing;
    }
}
