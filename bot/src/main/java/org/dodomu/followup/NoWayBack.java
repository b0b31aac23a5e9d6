package org.dodomu.followup;

/** Nobody can be reached through this case: its link was destroyed. */
public final class NoWayBack extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoWayBack() {
        super("The case has no link to a chat");
    }
}
