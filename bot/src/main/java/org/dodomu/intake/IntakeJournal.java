package org.dodomu.intake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** All that this package may say in the log. */
@Component
class IntakeJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.intake");

    void lineClosed(boolean closed) {
        LOG.warn("The line is {}", closed ? "closed: nothing is taken" : "open again");
    }

    void failed(String event, Class<?> reason) {
        LOG.error("The {} failed ({}) and will run again", event, reason.getSimpleName());
    }
}
