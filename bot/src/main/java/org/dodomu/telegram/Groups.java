package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.telegram.telegrambots.meta.api.methods.groupadministration.LeaveChat;

/** The line speaks in private chats only: it leaves groups and channels without a word. */
final class Groups {

    private final BotApi api;
    private final TelegramJournal journal;

    Groups(BotApi api, TelegramJournal journal) {
        this.api = api;
        this.journal = journal;
    }

    /** True when the update came from a group or channel; it is then done with. */
    boolean refuse(JsonNode raw) {
        return Updates.otherChat(raw)
                .map(chat -> {
                    leave(chat);
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
}
