package org.dodomu.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.FileRef;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.SentAs;
import org.dodomu.intake.UpdateMark;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;

/** Turns one update of the Bot API into what happened in a chat. Drops names, phone numbers and whatever else the line does not need at the door. */
final class Updates {

    private final ObjectMapper mapper;
    private final Clock clock;

    Updates(ObjectMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * Reads one update; empty when it is none of the line's business.
     *
     * @throws UpdateUnreadable when the library cannot map it
     */
    Optional<Incoming> read(JsonNode raw) {
        Update update;
        try {
            update = mapper.treeToValue(raw, Update.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException | RuntimeException unmappable) {
            throw new UpdateUnreadable();
        }
        int id = update.getUpdateId();
        if (update.getMessage() != null) {
            return Optional.of(message(id, update.getMessage()));
        }
        if (update.getEditedMessage() != null) {
            Incoming inner = message(id, update.getEditedMessage());
            return Optional.of(new Incoming.Edited(inner.origin(), inner));
        }
        if (update.getCallbackQuery() != null) {
            return press(id, update.getCallbackQuery());
        }
        return update.getMyChatMember() == null
                ? Optional.empty()
                : Optional.of(membership(id, update.getMyChatMember()));
    }

    /** The private chat that an update speaks of, also when the rest cannot be read; empty for groups and the like. */
    static Optional<ChatAddress> privateChat(JsonNode raw) {
        return chat(raw)
                .filter(chat -> "private".equals(chat.path("type").asText()))
                .map(chat -> ChatAddress.of(chat.path("id").asLong()));
    }

    /** The group or channel that an update speaks of. */
    static Optional<Long> otherChat(JsonNode raw) {
        return chat(raw)
                .filter(chat -> !"private".equals(chat.path("type").asText()))
                .map(chat -> chat.path("id").asLong());
    }

    private static Optional<JsonNode> chat(JsonNode raw) {
        for (JsonNode part : raw) {
            for (JsonNode chat : List.of(part.path("chat"), part.path("message").path("chat"))) {
                if (chat.path("id").isIntegralNumber()) {
                    return Optional.of(chat);
                }
            }
        }
        return Optional.empty();
    }

    /** The mark of an update that could not be read. */
    static UpdateMark mark(JsonNode raw) {
        long seconds = 0;
        for (JsonNode part : raw) {
            seconds = Math.max(seconds, part.path("date").asLong(0));
        }
        return UpdateMark.of(raw.path("update_id").asLong(), seconds);
    }

    private Incoming message(int updateId, Message message) {
        Incoming.Origin origin = origin(updateId, message);
        Optional<Incoming> file = attachment(origin, message);
        if (file.isPresent()) {
            return file.get();
        }
        if (message.getText() != null) {
            return words(origin, message.getText());
        }
        if (message.getLocation() != null) {
            boolean live = message.getLocation().getLivePeriod() != null;
            return new Incoming.Place(
                    origin,
                    message.getLocation().getLatitude(),
                    message.getLocation().getLongitude(),
                    live);
        }
        return message.getContact() == null ? new Incoming.Unsupported(origin) : new Incoming.ContactCard(origin);
    }

    private static Incoming words(Incoming.Origin origin, String text) {
        if (!text.startsWith("/") || text.length() < 2 || origin.forwarded()) {
            return new Incoming.Words(origin, text);
        }
        String[] parts = text.substring(1).split("\\s+", 2);
        String name = parts[0].split("@", 2)[0].toLowerCase(Locale.ROOT);
        return name.matches("[a-z0-9_]{1,32}")
                ? new Incoming.Command(origin, name, parts.length > 1 ? parts[1] : "")
                : new Incoming.Words(origin, text);
    }

    private static Incoming.Origin origin(int updateId, Message message) {
        int seconds = message.getEditDate() == null ? message.getDate() : message.getEditDate();
        return new Incoming.Origin(
                ChatAddress.of(message.getChatId()),
                UpdateMark.of(updateId, seconds),
                message.getMessageId(),
                Instant.ofEpochSecond(message.getDate()),
                language(message.getFrom()),
                message.getForwardOrigin() != null);
    }

    private static Optional<String> language(@Nullable User from) {
        return from == null ? Optional.empty() : Optional.ofNullable(from.getLanguageCode());
    }

    private static Optional<Incoming> attachment(Incoming.Origin origin, Message m) {
        if (m.getPhoto() != null && !m.getPhoto().isEmpty()) {
            PhotoSize largest = m.getPhoto().stream()
                    .max(Comparator.comparingInt(size -> size.getWidth() * size.getHeight()))
                    .orElseThrow();
            return file(
                    origin,
                    m,
                    SentAs.PHOTO,
                    largest.getFileId(),
                    largest.getFileUniqueId(),
                    largest.getFileSize(),
                    null,
                    "image/jpeg");
        }
        if (m.getAnimation() != null) {
            var it = m.getAnimation();
            return file(
                    origin,
                    m,
                    SentAs.ANIMATION,
                    it.getFileId(),
                    it.getFileUniqueId(),
                    it.getFileSize(),
                    it.getFileName(),
                    it.getMimeType());
        }
        if (m.getDocument() != null) {
            var it = m.getDocument();
            return file(
                    origin,
                    m,
                    SentAs.FILE,
                    it.getFileId(),
                    it.getFileUniqueId(),
                    it.getFileSize(),
                    it.getFileName(),
                    it.getMimeType());
        }
        if (m.getVideo() != null) {
            var it = m.getVideo();
            return file(
                    origin,
                    m,
                    SentAs.VIDEO,
                    it.getFileId(),
                    it.getFileUniqueId(),
                    it.getFileSize(),
                    it.getFileName(),
                    it.getMimeType());
        }
        if (m.getAudio() != null) {
            var it = m.getAudio();
            return file(
                    origin,
                    m,
                    SentAs.AUDIO,
                    it.getFileId(),
                    it.getFileUniqueId(),
                    it.getFileSize(),
                    it.getFileName(),
                    it.getMimeType());
        }
        return spoken(origin, m);
    }

    private static Optional<Incoming> spoken(Incoming.Origin origin, Message m) {
        if (m.getVoice() != null) {
            var it = m.getVoice();
            return file(
                    origin,
                    m,
                    SentAs.VOICE,
                    it.getFileId(),
                    it.getFileUniqueId(),
                    it.getFileSize(),
                    null,
                    it.getMimeType());
        }
        if (m.getVideoNote() != null) {
            var it = m.getVideoNote();
            return file(
                    origin, m, SentAs.NOTE, it.getFileId(), it.getFileUniqueId(), it.getFileSize(), null, "video/mp4");
        }
        if (m.getSticker() != null) {
            var it = m.getSticker();
            return file(origin, m, SentAs.STICKER, it.getFileId(), it.getFileUniqueId(), it.getFileSize(), null, null);
        }
        return Optional.empty();
    }

    private static Optional<Incoming> file(
            Incoming.Origin origin,
            Message message,
            SentAs sentAs,
            String fileId,
            @Nullable String unique,
            @Nullable Number size,
            @Nullable String name,
            @Nullable String mime) {
        return Optional.of(new Incoming.Attachment(
                origin,
                sentAs,
                FileRef.of(fileId, Optional.ofNullable(unique)),
                size == null ? 0 : size.longValue(),
                Optional.ofNullable(name),
                Optional.ofNullable(mime),
                Optional.ofNullable(message.getCaption()),
                Optional.ofNullable(message.getMediaGroupId())));
    }

    private Optional<Incoming> press(int updateId, CallbackQuery query) {
        if (query.getMessage() == null || query.getData() == null) {
            return Optional.empty();
        }
        Incoming.Origin origin = new Incoming.Origin(
                ChatAddress.of(query.getMessage().getChatId()),
                UpdateMark.of(updateId, 0),
                query.getMessage().getMessageId(),
                clock.instant(),
                language(query.getFrom()),
                false);
        return Optional.of(new Incoming.Press(origin, query.getId(), query.getData()));
    }

    private static Incoming membership(int updateId, ChatMemberUpdated change) {
        Incoming.Origin origin = new Incoming.Origin(
                ChatAddress.of(change.getChat().getId()),
                UpdateMark.of(updateId, change.getDate()),
                0,
                Instant.ofEpochSecond(change.getDate()),
                language(change.getFrom()),
                false);
        return new Incoming.Membership(
                origin, "kicked".equals(change.getNewChatMember().getStatus()));
    }
}
