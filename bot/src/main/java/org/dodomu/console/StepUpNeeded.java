package org.dodomu.console;

/** The act needs a proof that is not older than five minutes. */
final class StepUpNeeded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StepUpNeeded() {
        super("A fresh proof is needed");
    }
}
