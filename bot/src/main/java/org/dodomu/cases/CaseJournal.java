package org.dodomu.cases;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log. */
final class CaseJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.cases");

    void destroyed(CaseNumber number, Reason reason) {
        LOG.info("Case {} destroyed ({})", number, reason.code());
    }

    void destroyedLater(CaseNumber number, Class<?> failure) {
        LOG.warn("Case {} is not wholly destroyed yet ({}); it is tried again", number, failure.getSimpleName());
    }

    void departuresLater(Class<?> failure) {
        LOG.warn("What a member left behind is cleaned up later: {}", failure.getSimpleName());
    }
}
