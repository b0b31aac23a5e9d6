package org.dodomu.telegram;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
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

    private static final int DELETED_SINGLY = 8;
    private static final String HTML = "HTML";
    private static final Set<ApiRefused.Kind> SINGLY =
            Set.of(ApiRefused.Kind.NOT_FOUND, ApiRefused.Kind.UNCHANGEABLE, ApiRefused.Kind.OTHER);

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

    /** Does one errand. A message has to have its place in the {@link Pace} already. */
    Outcome run(DueErrand due) {
        try {
            Outcome outcome = done(due.chat(), due.errand());
            if (due.paced()) {
                pace.accepted();
            }
            return outcome;
        } catch (ApiRefused refused) {
            return refused(due, refused);
        } catch (IOException away) {
            journal.failed(due.errand().getClass().getSimpleName(), away.getClass());
            boolean maySent = due.errand() instanceof Errand.SendMessage
                    || due.errand() instanceof Errand.ShowCard card
                            && card.edit().isEmpty();
            return maySent && !(away instanceof NeverSent) ? new Outcome.Doubtful() : new Outcome.Later(Duration.ZERO);
        }
    }

    private Outcome done(ChatAddress chat, Errand errand) throws ApiRefused, IOException {
        if (errand instanceof Errand.ShowCard card) {
            return card(chat, card);
        }
        if (errand instanceof Errand.SendMessage message) {
            return message.html().isBlank()
                    ? new Outcome.Refused(Outcome.Reason.GONE)
                    : send(chat, message.html(), message.keyboard(), message.protectedContent(), message.silent());
        }
        if (errand instanceof Errand.Wait wait) {
            return new Outcome.Later(wait.time());
        }
        if (errand instanceof Errand.AnswerPress press) {
            return answer(press);
        }
        if (errand instanceof Errand.Delete delete) {
            return delete.late() ? oneByOne(chat, delete.messageIds()) : delete(chat, delete.messageIds());
        }
        return errand instanceof Errand.SetCommands menu ? menu(chat, menu) : new Outcome.Done();
    }

    private Outcome refused(DueErrand due, ApiRefused refused) {
        return switch (refused.kind()) {
            case TOO_MANY -> {
                if (due.paced()) {
                    pace.refused(refused.retryAfter());
                }
                yield new Outcome.Later(refused.retryAfter());
            }
            case BLOCKED -> new Outcome.Blocked();
            case NOT_MODIFIED, STALE -> new Outcome.Done();
            case NOT_FOUND, UNCHANGEABLE -> new Outcome.Refused(Outcome.Reason.NOT_FOUND);
            case TOO_BIG -> new Outcome.Refused(Outcome.Reason.TOO_BIG);
            case SERVER, CONFLICT, TOKEN -> new Outcome.Later(Duration.ZERO);
            case OTHER -> {
                journal.failed("errand", ApiRefused.class);
                yield new Outcome.Refused(Outcome.Reason.OTHER);
            }
        };
    }

    private Outcome card(ChatAddress chat, Errand.ShowCard card) throws ApiRefused, IOException {
        Optional<Integer> shown = card.edit();
        if (shown.isEmpty()) {
            return send(chat, card.html(), card.keyboard(), false, true);
        }
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
            throws ApiRefused, IOException {
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

    /** All in one call; when that is refused, one by one. */
    private Outcome delete(ChatAddress chat, List<Integer> ids) throws ApiRefused, IOException {
        if (ids.isEmpty()) {
            return new Outcome.Deleted(List.of(), List.of());
        }
        try {
            api.execute(DeleteMessages.builder()
                    .chatId(chat.reveal())
                    .messageIds(ids)
                    .build());
            return new Outcome.Deleted(ids, List.of());
        } catch (ApiRefused refused) {
            if (!SINGLY.contains(refused.kind())) {
                throw refused;
            }
            return oneByOne(chat, ids);
        }
    }

    /** As many as the lease leaves time for. */
    private Outcome oneByOne(ChatAddress chat, List<Integer> ids) throws ApiRefused, IOException {
        List<Integer> gone = new ArrayList<>();
        List<Integer> impossible = new ArrayList<>();
        for (int id : ids.subList(0, Math.min(ids.size(), DELETED_SINGLY))) {
            try {
                api.execute(DeleteMessage.builder()
                        .chatId(chat.reveal())
                        .messageId(id)
                        .build());
                gone.add(id);
            } catch (ApiRefused refused) {
                switch (refused.kind()) {
                    case NOT_FOUND -> gone.add(id);
                    case OTHER, UNCHANGEABLE -> impossible.add(id);
                    default -> throw refused;
                }
            }
        }
        return new Outcome.Deleted(gone, impossible);
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
