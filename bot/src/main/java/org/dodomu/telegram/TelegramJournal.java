package org.dodomu.telegram;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that this package may say in the log. */
final class TelegramJournal {

    private static final Logger LOG = LoggerFactory.getLogger("org.dodomu.telegram");

    void polling() {
        LOG.info("Polling the Bot API");
    }

    void webhookOpen() {
        LOG.info("Waiting for Telegram's calls");
    }

    void stopped() {
        LOG.info("Polling stopped");
    }

    void away(Class<?> reason, Duration wait) {
        LOG.warn("The Bot API is away ({}); trying again in {} ms", reason.getSimpleName(), wait.toMillis());
    }

    void refused(ApiRefused.Kind kind, Duration wait) {
        LOG.warn("The Bot API refused to hand out updates ({}); trying again in {} ms", kind, wait.toMillis());
    }

    void secondPoller() {
        LOG.error(
                "Another program polls with this bot's token: if it is not yours, the token is stolen; revoke it now");
    }

    void storageAway() {
        LOG.error("The database is away: updates wait unconfirmed");
    }

    void deadLetter(Class<?> reason) {
        LOG.error("An update could not be handled ({}) and was put among the dead letters", reason.getSimpleName());
    }

    void triedAgain(boolean handled) {
        LOG.info(handled ? "A dead letter was handled" : "A dead letter could still not be handled");
    }

    void alarm(Concern concern) {
        LOG.error("Alarm: {}", concern.code());
    }

    void wellAgain(Concern concern) {
        LOG.info("Well again: {}", concern.code());
    }

    void alarmUnsaid(String reason) {
        LOG.error("The alarm could not be said in the leads' chat ({}); it is tried again", reason);
    }

    void leftGroup() {
        LOG.info("Left a group: the line speaks in private chats only");
    }

    void failed(String method, Class<?> reason) {
        LOG.warn("{} failed ({})", method, reason.getSimpleName());
    }

    void loopFailed(Class<?> reason) {
        LOG.error("The poll loop met a fault ({}) and goes on", reason.getSimpleName());
    }

    void senderFailed(Class<?> reason) {
        LOG.error("The sender met a fault ({}) and goes on", reason.getSimpleName());
    }
}
