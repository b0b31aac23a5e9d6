package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dodomu.config.Secret;
import org.telegram.telegrambots.meta.api.methods.groupadministration.LeaveChat;

/** The line speaks in private chats only: it leaves groups and channels without a word, beside the updates that wait. It stays in the leads' group, and hears nothing there. */
final class Groups implements AutoCloseable {

    private static final int MOST_WAITING = 100;

    private final ThreadPoolExecutor leaving = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), new ThreadPoolExecutor.DiscardPolicy());
    private final BotApi api;
    private final Optional<Long> kept;
    private final TelegramJournal journal;

    Groups(BotApi api, Optional<Secret<Long>> kept, TelegramJournal journal) {
        this.api = api;
        this.kept = kept.map(Secret::reveal);
        this.journal = journal;
    }

    /** True when the update came from a group or channel; it is then done with. */
    boolean refuse(JsonNode raw) {
        return Updates.otherChat(raw)
                .map(chat -> {
                    if (!kept.equals(Optional.of(chat))) {
                        leaving.execute(() -> leave(chat));
                    }
                    return true;
                })
                .orElse(false);
    }

    private void leave(long chat) {
        try {
            api.execute(LeaveChat.builder().chatId(chat).build());
            journal.leftGroup();
        } catch (ApiRefused | IOException again) {
            journal.failed("leaveChat", again.getClass());
        }
    }

    @Override
    public void close() {
        leaving.shutdownNow();
    }
}
