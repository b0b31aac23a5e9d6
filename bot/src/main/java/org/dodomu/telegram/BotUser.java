package org.dodomu.telegram;

import java.io.IOException;
import java.util.Optional;
import org.dodomu.alerts.BotName;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.GetMe;

/** The bot's own name, asked for until Telegram has told it. */
final class BotUser implements BotName {

    private final BotApi api;
    private final TelegramJournal journal;
    private volatile @Nullable String name;

    BotUser(BotApi api, TelegramJournal journal) {
        this.api = api;
        this.journal = journal;
    }

    void learn() {
        if (name != null) {
            return;
        }
        try {
            name = api.execute(new GetMe()).getUserName();
        } catch (ApiRefused | IOException later) {
            journal.failed("getMe", later.getClass());
        }
    }

    @Override
    public Optional<String> known() {
        return Optional.ofNullable(name).filter(given -> given.matches("[A-Za-z0-9_]{3,64}"));
    }
}
