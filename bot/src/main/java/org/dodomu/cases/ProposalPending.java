package org.dodomu.cases;

/** Something else is proposed for this case already. */
public final class ProposalPending extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProposalPending() {
        super("Something else is proposed for this case already");
    }
}
