package org.dodomu.telegram;

import java.io.IOException;
import java.util.List;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.dodomu.config.Texts;
import org.dodomu.intake.CommandMenu;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.description.SetMyDescription;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;

/** The bot's command menu and description, set once at start in every language that Telegram can name. */
final class BotMenu {

    private final BotApi api;
    private final Texts texts;
    private final LineSettings line;
    private final TelegramJournal journal;

    BotMenu(BotApi api, Texts texts, LineSettings line, TelegramJournal journal) {
        this.api = api;
        this.texts = texts;
        this.line = line;
        this.journal = journal;
    }

    void set() {
        try {
            Language first = line.offered().get(0);
            set(first, "");
            for (Language language : line.offered()) {
                if (language != Language.CRH) {
                    set(language, language.code());
                }
            }
        } catch (ApiRefused | IOException later) {
            journal.failed("setMyCommands", later.getClass());
        }
    }

    private void set(Language language, String code) throws ApiRefused, IOException {
        List<BotCommand> commands =
                CommandMenu.of(texts, language).stream().map(Errands::command).toList();
        var menu = SetMyCommands.builder().commands(commands).scope(new BotCommandScopeAllPrivateChats());
        var about = SetMyDescription.builder().description(texts.text(language, "bot.description"));
        if (!code.isEmpty()) {
            menu.languageCode(code);
            about.languageCode(code);
        }
        api.execute(menu.build());
        api.execute(about.build());
    }
}
