package org.dodomu.cases;

/** The second person must be another one. */
public final class SamePerson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SamePerson() {
        super("The second person must be another one");
    }
}
