package org.dodomu.desk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log: never a token, a name or an id. */
final class DeskJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.desk");

    void notFounded() {
        LOG.warn(
                "The line is not founded and takes no report. 'dodomu.jar setup-link' prints the link for the first lead.");
    }

    void founded() {
        LOG.warn("The line is founded. Put the root from the file roster.root into the settings (DODOMU_ROSTER_ROOT).");
    }

    void unproven(String fact) {
        LOG.error("Nothing is sealed and nothing is shown: {}", fact);
    }
}
