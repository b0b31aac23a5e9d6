package org.dodomu.passkeys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log: never an id or a passkey. */
final class PasskeyJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.passkeys");

    void later(Class<?> reason) {
        LOG.warn("Passkeys of who left are dropped later ({})", reason.getSimpleName());
    }
}
