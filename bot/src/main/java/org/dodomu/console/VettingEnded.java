package org.dodomu.console;

/** The member's vetting is over: they may do nothing until leads renew it. */
final class VettingEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String WORD = "vetting-ended";

    VettingEnded() {
        super("The member's vetting is over");
    }
}
