package org.dodomu.desk;

/** A version of the roster came into force, and its epochs' seals are stored. Published at least once, by the instance that saw to it. */
public record RosterChanged(int version) {}
