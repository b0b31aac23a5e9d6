package org.dodomu.cases;

/** There is no such case. */
public final class CaseUnknown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CaseUnknown() {
        super("There is no such case");
    }
}
