package org.dodomu.cases;

/** This member may not do this with this case. */
public final class NotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAllowed() {
        super("This member may not do this with this case");
    }
}
