package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.MongoException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dodomu.alerts.Address;
import org.dodomu.alerts.AlertLinks;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.dodomu.config.Texts;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.StorageAway;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;

/**
 * Takes a member's code out of the stream before anything else sees it: whoever says one is no reporter at that moment, and their words begin no report. The answer is sent beside the updates
 * that wait.
 */
final class MemberLinks implements Predicate<JsonNode>, AutoCloseable {

    private static final int MOST_WAITING = 20;
    private static final Pattern CODE =
            Pattern.compile("/(?:link(?:@\\w+)?\\s+|start(?:@\\w+)?\\s+link-)([0-9A-Za-z]{16})\\s*");

    private final ThreadPoolExecutor answers = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), new ThreadPoolExecutor.DiscardPolicy());
    private final AlertLinks links;
    private final BotApi api;
    private final Texts texts;
    private final Language language;
    private final TelegramJournal journal;

    MemberLinks(AlertLinks links, BotApi api, Texts texts, LineSettings line, TelegramJournal journal) {
        this.links = links;
        this.api = api;
        this.texts = texts;
        this.language = line.offered().stream().findFirst().orElse(Language.UK);
        this.journal = journal;
    }

    /**
     * True when the update said a code; it is then done with.
     *
     * @throws StorageAway when the database is
     */
    @Override
    public boolean test(JsonNode raw) {
        JsonNode message = raw.path("message");
        Matcher said = CODE.matcher(message.path("text").asText(""));
        Optional<ChatAddress> chat = Updates.privateChat(raw);
        if (chat.isEmpty() || message.has("forward_origin") || !said.matches()) {
            return false;
        }
        long id = chat.get().reveal();
        try {
            boolean linked = links.redeem(said.group(1), Address.of(id));
            answers.execute(() -> answer(id, linked ? "alert.linked" : "alert.unknown"));
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
        return true;
    }

    private void answer(long chat, String text) {
        try {
            api.execute(SendMessage.builder()
                    .chatId(chat)
                    .text(texts.text(language, text))
                    .build());
        } catch (ApiRefused | IOException unsaid) {
            journal.failed("link", unsaid.getClass());
        }
    }

    @Override
    public void close() {
        answers.shutdownNow();
    }
}
