package org.dodomu.cases;

/** The case's keys were destroyed, or will be: that cannot be undone. */
public final class CaseErased extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaseErased() {
        super("The case's keys were destroyed, or will be");
    }
}
