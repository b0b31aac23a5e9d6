package org.dodomu.tools;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tools speak to the person at the terminal and log nothing: libraries would print addresses and stack traces between their sentences. */
final class ToolsJournal {

    private ToolsJournal() {}

    static void silence() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
        }
    }
}
