package org.dodomu.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TwinsTest {

    private final Chat chat = new Chat();
    private int message = 600;

    @BeforeEach
    void inDanger() {
        chat.order("start");
        chat.press("Українська");
        chat.press("Так, можу писати");
        chat.press("Небезпека просто зараз");
        chat.say("перше");
    }

    private int send(String unique, Optional<String> caption) {
        message++;
        chat.take(new Input.FromChat(new Incoming.Attachment(
                chat.origin(message),
                SentAs.PHOTO,
                FileRef.of("reference" + message, Optional.of(unique)),
                1000,
                Optional.empty(),
                Optional.empty(),
                caption,
                Optional.empty())));
        return message;
    }

    private long fetched() {
        return chat.carried.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.FETCH)
                .count();
    }

    @Test
    void fetchesTheSameFileOnceAndTakesItsRepeatOutOfTheChat() {
        send("CANARY-same", Optional.empty());
        int again = send("CANARY-same", Optional.empty());
        chat.pass(Duration.ofSeconds(2));

        assertThat(fetched()).isEqualTo(1);
        assertThat(chat.html).startsWith("✓ Цей файл уже під замком");
        assertThat(chat.deleted).contains(again);
        assertThat(chat.talk.kinds).containsEntry("photo", 1);
        assertThat(new String(chat.talk.bytes(), StandardCharsets.UTF_8)).doesNotContain("CANARY");
    }

    @Test
    void fetchesAnotherFile() {
        send("one", Optional.empty());
        send("other", Optional.empty());

        assertThat(fetched()).isEqualTo(2);
    }

    @Test
    void leavesARepeatInTheChatUntilTheFirstIsSealed() {
        chat.fetches = false;
        send("same", Optional.empty());
        int seq = chat.talk.seq;
        int again = send("same", Optional.empty());
        chat.pass(Duration.ofSeconds(2));
        assertThat(chat.html).startsWith("⏳");
        assertThat(chat.deleted).doesNotContain(again);
        assertThat(chat.talk.seq).isEqualTo(seq);
        chat.fetches = true;
        chat.pass(Duration.ofSeconds(2));
        chat.pass(Duration.ofSeconds(2));

        assertThat(fetched()).isEqualTo(1);
        assertThat(chat.deleted).contains(again);
        assertThat(chat.talk.twins).isEmpty();
    }

    @Test
    void fetchesAFileAnewThatCouldNotBeFetched() {
        chat.fetches = false;
        send("same", Optional.empty());
        send("same", Optional.empty());
        Conversation.Pending fetch = chat.talk.errands.stream()
                .filter(one -> one.kind() == Conversation.Pending.Kind.FETCH)
                .findFirst()
                .orElseThrow();
        chat.take(new Input.Ended(fetch.id(), false, new Outcome.Refused(Outcome.Reason.GONE)));
        chat.fetches = true;
        send("same", Optional.empty());

        assertThat(fetched()).isEqualTo(1);
        assertThat(chat.talk.kinds).containsEntry("photo", 1);
    }

    @Test
    void keepsTheWordsUnderARepeatedFile() {
        send("same", Optional.empty());
        send("same", Optional.of("підпис"));

        assertThat(chat.sealed.get(chat.sealed.size() - 1).body()).containsEntry("text", "підпис");
        assertThat(fetched()).isEqualTo(1);
    }

    @Test
    void namesTheSameFileOfTwoCasesDifferently() {
        FileRef file = FileRef.of("reference", Optional.of("same"));
        FileMarks marks = Chat.PARTS.marks();

        assertThat(marks.of("K7Q4-MX21", file)).isPresent().isEqualTo(marks.of("K7Q4-MX21", file));
        assertThat(marks.of("K7Q4-MX21", file)).isNotEqualTo(marks.of("K7Q4-MX22", file));
        assertThat(marks.of("K7Q4-MX21", FileRef.of("reference"))).isEmpty();
    }

    @Test
    void forgetsWhichFilesThereWere() {
        send("same", Optional.empty());
        chat.order("forget");
        chat.press("Так, стерти зв’язок");
        chat.pass(Duration.ofSeconds(5));

        assertThat(chat.talk.sealedFiles).isEmpty();
    }
}
