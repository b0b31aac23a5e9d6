package org.dodomu.telegram;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.dodomu.alerts.Address;
import org.dodomu.alerts.Messenger;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;

/** Says alerts through the Bot API, few a second, and rests as long as it asks. What may have arrived counts as said: an alert twice is worse than one that the next case brings. */
final class LinkedChats implements Messenger {

    private static final int A_SECOND = 2;
    private static final Duration REST = Duration.ofMinutes(1);

    private final BotApi api;
    private final Clock clock;
    private final TelegramJournal journal;
    private final Pace pace = new Pace(System::nanoTime, A_SECOND);
    private Instant notBefore = Instant.MIN;

    LinkedChats(BotApi api, Clock clock, TelegramJournal journal) {
        this.api = api;
        this.clock = clock;
        this.journal = journal;
    }

    @Override
    public Outcome say(Address chat, String text) {
        if (clock.instant().isBefore(notBefore)) {
            return Outcome.LATER;
        }
        try {
            pace.take(1);
            send(chat, text);
            return Outcome.SAID;
        } catch (ApiRefused refused) {
            if (refused.kind() == ApiRefused.Kind.BLOCKED) {
                return Outcome.BLOCKED;
            }
            return rest(refused.getClass(), refused.retryAfter());
        } catch (NeverSent away) {
            return rest(away.getClass(), REST);
        } catch (IOException doubtful) {
            journal.failed("alert", doubtful.getClass());
            return Outcome.SAID;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Outcome.LATER;
        }
    }

    private void send(Address chat, String text) throws ApiRefused, IOException {
        try {
            api.execute(SendMessage.builder().chatId(chat.reveal()).text(text).build());
        } finally {
            pace.ended();
        }
    }

    private Outcome rest(Class<?> why, Duration asked) {
        notBefore = clock.instant().plus(asked.compareTo(REST) > 0 ? asked : REST);
        journal.failed("alert", why);
        return Outcome.LATER;
    }
}
