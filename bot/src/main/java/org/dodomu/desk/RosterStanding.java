package org.dodomu.desk;

/** Whether anything may be sealed or shown by the roster in the database. */
public enum RosterStanding {
    /** The leads' own, from the pinned root to the newest version. */
    PROVEN,
    /** Not the one that the leads signed, or what proves it outside the database is damaged or gone. */
    UNPROVEN,
    /** Nobody founded the line yet. */
    UNFOUNDED
}
