package org.dodomu.cases;

/** The case's readers changed: what is written next must be sealed to a new generation. */
public final class GenerationSpent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GenerationSpent() {
        super("The readers of the case changed");
    }
}
