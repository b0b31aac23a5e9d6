package org.dodomu.telegram;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.Texts;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.CommandMenu;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.Errand;
import org.dodomu.intake.Keyboard;
import org.dodomu.intake.Outcome;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessages;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeChat;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/** Does one errand with the Bot API and says what became of it. */
final class Errands {

    private static final int DELETE_AT_ONCE = 100;
    private static final String HTML = "HTML";

    private final BotApi api;
    private final Pace pace;
    private final Texts texts;
    private final TelegramJournal journal;

    Errands(BotApi api, Pace pace, Texts texts, TelegramJournal journal) {
        this.api = api;
        this.pace = pace;
        this.texts = texts;
        this.journal = journal;
    }

    Outcome run(DueErrand due) {
        Errand errand = due.errand();
        try {
            if (errand instanceof Errand.ShowCard card) {
                return card(due.chat(), card);
            }
            if (errand instanceof Errand.SendMessage message) {
                return message.html().isBlank()
                        ? new Outcome.Refused(Outcome.Reason.GONE)
                        : send(
                                due.chat(),
                                message.html(),
                                message.keyboard(),
                                message.protectedContent(),
                                message.silent());
            }
            if (errand instanceof Errand.AnswerPress press) {
                return answer(press);
            }
            if (errand instanceof Errand.Delete delete) {
                return delete(due.chat(), delete.messageIds());
            }
            return errand instanceof Errand.SetCommands menu ? menu(due.chat(), menu) : new Outcome.Done();
        } catch (ApiRefused refused) {
            return refused(refused);
        } catch (IOException away) {
            journal.failed(errand.getClass().getSimpleName(), away.getClass());
            return new Outcome.Later(Duration.ZERO);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Later(Duration.ZERO);
        }
    }

    private Outcome refused(ApiRefused refused) {
        return switch (refused.kind()) {
            case TOO_MANY -> {
                pace.hold(refused.retryAfter());
                yield new Outcome.Later(refused.retryAfter());
            }
            case BLOCKED -> new Outcome.Blocked();
            case NOT_MODIFIED, STALE -> new Outcome.Done();
            case NOT_FOUND -> new Outcome.Refused(Outcome.Reason.NOT_FOUND);
            case TOO_BIG -> new Outcome.Refused(Outcome.Reason.TOO_BIG);
            case SERVER, CONFLICT, TOKEN -> new Outcome.Later(Duration.ZERO);
            case OTHER -> {
                journal.failed("errand", ApiRefused.class);
                yield new Outcome.Refused(Outcome.Reason.OTHER);
            }
        };
    }

    private Outcome card(ChatAddress chat, Errand.ShowCard card) throws ApiRefused, IOException, InterruptedException {
        Optional<Integer> shown = card.edit();
        if (shown.isEmpty()) {
            return send(chat, card.html(), card.keyboard(), false, true);
        }
        pause(chat);
        api.execute(EditMessageText.builder()
                .chatId(chat.reveal())
                .messageId(shown.get())
                .text(card.html())
                .parseMode(HTML)
                .linkPreviewOptions(noPreview())
                .replyMarkup(markup(card.keyboard()))
                .build());
        return new Outcome.Sent(shown.get());
    }

    private Outcome send(ChatAddress chat, String html, Keyboard keyboard, boolean guarded, boolean silent)
            throws ApiRefused, IOException, InterruptedException {
        pause(chat);
        var message = SendMessage.builder()
                .chatId(chat.reveal())
                .text(html)
                .parseMode(HTML)
                .protectContent(guarded)
                .disableNotification(silent)
                .linkPreviewOptions(noPreview());
        if (!keyboard.rows().isEmpty()) {
            message.replyMarkup(markup(keyboard));
        }
        Message sent = api.execute(message.build());
        return new Outcome.Sent(sent.getMessageId());
    }

    private void pause(ChatAddress chat) throws InterruptedException {
        Thread.sleep(pace.take(chat).toMillis());
    }

    private static LinkPreviewOptions noPreview() {
        return LinkPreviewOptions.builder().isDisabled(true).build();
    }

    private static InlineKeyboardMarkup markup(Keyboard keyboard) {
        List<InlineKeyboardRow> rows = new ArrayList<>();
        for (List<Keyboard.Button> row : keyboard.rows()) {
            InlineKeyboardRow buttons = new InlineKeyboardRow();
            row.forEach(button -> buttons.add(InlineKeyboardButton.builder()
                    .text(button.label())
                    .callbackData(button.data())
                    .build()));
            rows.add(buttons);
        }
        return InlineKeyboardMarkup.builder().keyboard(rows).build();
    }

    private Outcome answer(Errand.AnswerPress press) throws ApiRefused, IOException {
        var answer = AnswerCallbackQuery.builder().callbackQueryId(press.callbackId());
        press.text().ifPresent(answer::text);
        api.execute(answer.build());
        return new Outcome.Done();
    }

    private Outcome delete(ChatAddress chat, List<Integer> ids) throws ApiRefused, IOException {
        for (int at = 0; at < ids.size(); at += DELETE_AT_ONCE) {
            api.execute(DeleteMessages.builder()
                    .chatId(chat.reveal())
                    .messageIds(ids.subList(at, Math.min(at + DELETE_AT_ONCE, ids.size())))
                    .build());
        }
        return new Outcome.Done();
    }

    private Outcome menu(ChatAddress chat, Errand.SetCommands menu) throws ApiRefused, IOException {
        List<BotCommand> commands = CommandMenu.of(texts, menu.language()).stream()
                .map(Errands::command)
                .toList();
        api.execute(SetMyCommands.builder()
                .commands(commands)
                .scope(BotCommandScopeChat.builder().chatId(chat.reveal()).build())
                .build());
        return new Outcome.Done();
    }

    static BotCommand command(Map.Entry<String, String> command) {
        return BotCommand.builder()
                .command(command.getKey())
                .description(command.getValue())
                .build();
    }
}
