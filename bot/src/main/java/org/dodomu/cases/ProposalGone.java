package org.dodomu.cases;

/** What was proposed is not there any more, or the case changed meanwhile. */
public final class ProposalGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProposalGone() {
        super("What was proposed is not there any more, or the case changed meanwhile");
    }
}
