package org.dodomu.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dodomu.config.Language;

/** Something to do in Telegram after the step is durable. May hold a person's words on their way out: prints its kind only. */
public sealed interface Errand {

    /** The one live card of a chat: edits the message when it is named, else sends a new one. Only the latest is worth sending. */
    record ShowCard(String html, Keyboard keyboard, Optional<Integer> edit) implements Errand {
        @Override
        public String toString() {
            return "ShowCard[REDACTED]";
        }
    }

    /** Answers a press, at most 200 characters; dropped when stale. */
    record AnswerPress(String callbackId, Optional<String> text) implements Errand {
        @Override
        public String toString() {
            return "AnswerPress[REDACTED]";
        }
    }

    /**
     * Deletes messages of either side; any number, batched by the sender.
     *
     * @param late by this machine's clock Telegram takes them back no more: it is asked about each, for it may be the clock that is wrong
     */
    record Delete(List<Integer> messageIds, boolean late) implements Errand {
        public Delete {
            messageIds = List.copyOf(messageIds);
        }

        @Override
        public String toString() {
            return "Delete[" + messageIds.size() + "]";
        }
    }

    /** A message of its own beside the card. */
    record SendMessage(String html, Keyboard keyboard, boolean protectedContent, boolean silent) implements Errand {
        @Override
        public String toString() {
            return "SendMessage[REDACTED]";
        }
    }

    /** Not yet after all: comes again after this time. */
    record Wait(Duration time) implements Errand {}

    /** Fetches a file and seals it as it streams. */
    record Fetch(FileRef file) implements Errand {}

    /** Shows the command menu of this chat in a language that Telegram's own setting cannot name. */
    record SetCommands(Language language) implements Errand {}
}
