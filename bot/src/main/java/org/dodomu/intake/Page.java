package org.dodomu.intake;

/** A page of information that lies over the card until it is put away. */
enum Page {
    HELP,
    PRIVACY,
    SAFETY,
    STATUS
}
