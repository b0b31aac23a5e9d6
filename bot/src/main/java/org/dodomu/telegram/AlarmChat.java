package org.dodomu.telegram;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dodomu.config.Secret;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;

/** The leads' chat. Says one thing after the other, straight to the Bot API; when nobody knows whether it arrived, the next try waits, longer each time, so that nothing is said in a row. */
final class AlarmChat {

    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final BotApi api;
    private final Optional<Secret<Long>> chat;
    private final Clock clock;
    private final TelegramJournal journal;
    private Instant notBefore = Instant.MIN;
    private Duration wait = FIRST_WAIT;
    private volatile boolean failing;

    AlarmChat(BotApi api, Optional<Secret<Long>> chat, Clock clock, TelegramJournal journal) {
        this.api = api;
        this.chat = chat;
        this.clock = clock;
        this.journal = journal;
    }

    /** Whether something waits to be said because Telegram did not take it. */
    boolean failing() {
        return failing;
    }

    /** Says it; false when it has to be said later. Without a chat there is nobody to say it to, and it counts as said. */
    boolean say(String text) {
        if (chat.isEmpty()) {
            return true;
        }
        if (clock.instant().isBefore(notBefore)) {
            return false;
        }
        try {
            api.execute(
                    SendMessage.builder().chatId(chat.get().reveal()).text(text).build());
            failing = false;
            wait = FIRST_WAIT;
            return true;
        } catch (ApiRefused refused) {
            Duration asked = refused.retryAfter();
            notBefore = clock.instant().plus(asked.compareTo(FIRST_WAIT) > 0 ? asked : FIRST_WAIT);
            failed(refused.getClass(), Optional.of(refused.kind()));
        } catch (NeverSent away) {
            failed(away.getClass(), Optional.empty());
        } catch (IOException doubtful) {
            notBefore = clock.instant().plus(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            failed(doubtful.getClass(), Optional.empty());
        }
        return false;
    }

    private void failed(Class<?> reason, Optional<ApiRefused.Kind> kind) {
        if (!failing) {
            journal.alarmUnsaid(kind.map(Enum::name).orElse(reason.getSimpleName()));
        }
        failing = true;
    }
}
