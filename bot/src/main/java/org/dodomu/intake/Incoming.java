package org.dodomu.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that happened in a reporter's private chat. Holds a person's words: every kind prints its type only.
 */
public sealed interface Incoming {

    Origin origin();

    default ChatAddress chat() {
        return origin().chat();
    }

    default UpdateMark mark() {
        return origin().mark();
    }

    default int messageId() {
        return origin().messageId();
    }

    default Instant at() {
        return origin().at();
    }

    /**
     * Where and when.
     *
     * @param messageId the message in the chat, 0 when there is none
     * @param at the message's own time, to the second
     * @param appLanguage the IETF tag of the person's app; a guess for the first screen, never stored
     * @param forwarded whether the message was forwarded to the chat
     */
    record Origin(
            ChatAddress chat,
            UpdateMark mark,
            int messageId,
            Instant at,
            Optional<String> appLanguage,
            boolean forwarded) {

        @Override
        public String toString() {
            return "Origin[REDACTED]";
        }
    }

    /** Text that a person wrote. */
    final class Words extends Content implements Incoming {
        private final String text;

        public Words(Origin origin, String text) {
            super(origin);
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** A command such as {@code /start}; the name without slash, in lower case. */
    final class Command extends Content implements Incoming {
        private final String name;
        private final String argument;

        public Command(Origin origin, String name, String argument) {
            super(origin);
            this.name = name;
            this.argument = argument;
        }

        public String name() {
            return name;
        }

        public String argument() {
            return argument;
        }
    }

    /** A press of an inline button; {@code messageId()} is the message that carries the button. */
    final class Press extends Content implements Incoming {
        private final String callbackId;
        private final String data;

        public Press(Origin origin, String callbackId, String data) {
            super(origin);
            this.callbackId = callbackId;
            this.data = data;
        }

        public String callbackId() {
            return callbackId;
        }

        public String data() {
            return data;
        }
    }

    /** A photo, file, voice message or the like. Sizes in bytes, 0 when Telegram did not say. */
    final class Attachment extends Content implements Incoming {
        private final SentAs sentAs;
        private final FileRef file;
        private final long sizeBytes;
        private final Optional<String> name;
        private final Optional<String> mime;
        private final Optional<String> caption;
        private final Optional<String> album;

        public Attachment(
                Origin origin,
                SentAs sentAs,
                FileRef file,
                long sizeBytes,
                Optional<String> name,
                Optional<String> mime,
                Optional<String> caption,
                Optional<String> album) {
            super(origin);
            this.sentAs = sentAs;
            this.file = file;
            this.sizeBytes = sizeBytes;
            this.name = name;
            this.mime = mime;
            this.caption = caption;
            this.album = album;
        }

        public SentAs sentAs() {
            return sentAs;
        }

        public FileRef file() {
            return file;
        }

        public long sizeBytes() {
            return sizeBytes;
        }

        public Optional<String> name() {
            return name;
        }

        public Optional<String> mime() {
            return mime;
        }

        public Optional<String> caption() {
            return caption;
        }

        public Optional<String> album() {
            return album;
        }
    }

    /** A point on the map, in degrees. */
    final class Place extends Content implements Incoming {
        private final double latitude;
        private final double longitude;
        private final boolean live;

        public Place(Origin origin, double latitude, double longitude, boolean live) {
            super(origin);
            this.latitude = latitude;
            this.longitude = longitude;
            this.live = live;
        }

        public double latitude() {
            return latitude;
        }

        public double longitude() {
            return longitude;
        }

        public boolean live() {
            return live;
        }
    }

    /** A contact card. Its content is never kept: it may name somebody who did not ask to be named. */
    final class ContactCard extends Content implements Incoming {
        public ContactCard(Origin origin) {
            super(origin);
        }
    }

    /** A message that the person changed after sending it; the inner one is what it says now. */
    final class Edited extends Content implements Incoming {
        private final Incoming inner;

        public Edited(Origin origin, Incoming inner) {
            super(origin);
            this.inner = inner;
        }

        public Incoming inner() {
            return inner;
        }
    }

    /** The person blocked the bot, or let it back in. */
    final class Membership extends Content implements Incoming {
        private final boolean blocked;

        public Membership(Origin origin, boolean blocked) {
            super(origin);
            this.blocked = blocked;
        }

        public boolean blocked() {
            return blocked;
        }
    }

    /** A kind of message that the line does not take, such as a poll. */
    final class Unsupported extends Content implements Incoming {
        public Unsupported(Origin origin) {
            super(origin);
        }
    }
}
