package org.dodomu.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log: never a path, an address, a member or an input. */
final class ConsoleJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.console");

    void rosterUnproven() {
        LOG.error("The roster is not proven: the console shows nothing");
    }

    void caseSealBroken() {
        LOG.error("A case's keys were changed in the database");
    }

    void failed(Class<?> reason) {
        LOG.error("A request failed ({})", reason.getSimpleName());
    }

    void signInsLimited() {
        LOG.warn("A sign-in was put off: too many attempts");
    }
}
