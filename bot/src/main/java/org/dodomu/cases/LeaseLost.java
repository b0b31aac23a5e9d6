package org.dodomu.cases;

/** The claim ended or another member holds the case. */
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
        super("The claim ended or another member holds the case");
    }
}
