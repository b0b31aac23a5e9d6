package org.dodomu.mail;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log. */
final class MailJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.mail");

    void unsent(Class<?> reason) {
        LOG.warn("The mail server did not take an alert ({}); it is tried again", reason.getSimpleName());
    }

    void doubtful(Class<?> reason) {
        LOG.warn("Nobody knows whether an alert left by mail ({})", reason.getSimpleName());
    }

    void refused() {
        LOG.warn("A mailbox refused an alert");
    }

    void roundFailed(String name, Class<?> reason) {
        LOG.warn("A round of {} failed ({})", name, reason.getSimpleName());
    }
}
