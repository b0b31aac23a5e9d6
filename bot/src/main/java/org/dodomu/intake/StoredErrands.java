package org.dodomu.intake;

import com.mongodb.MongoException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.EntryDraft;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Errands as they lie in stored conversations, and the sealing of fetched files. */
@Component
class StoredErrands implements ErrandDesk, FileSealing {

    private static final Duration LATER = Duration.ofMinutes(15);

    private final ConversationStore store;
    private final Conversations conversations;
    private final CaseCommands commands;
    private final Deposits deposits;
    private final ObjectProvider<Replies> replies;
    private final ErrandSignal signal;
    private final Clock clock;
    private final LineSettings settings;

    StoredErrands(
            ConversationStore store,
            Conversations conversations,
            CaseCommands commands,
            Deposits deposits,
            ObjectProvider<Replies> replies,
            ErrandSignal signal,
            Clock clock,
            LineSettings settings) {
        this.store = store;
        this.conversations = conversations;
        this.commands = commands;
        this.deposits = deposits;
        this.replies = replies;
        this.signal = signal;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public List<DueErrand> claim(int max, boolean files) {
        List<DueErrand> due = new ArrayList<>();
        try {
            while (due.size() < max) {
                Optional<ConversationStore.Held> held = store.claim(files);
                if (held.isEmpty()) {
                    return due;
                }
                first(held.get(), files).ifPresent(due::add);
            }
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
        return due;
    }

    private Optional<DueErrand> first(ConversationStore.Held held, boolean files) {
        long now = clock.instant().toEpochMilli();
        Optional<Conversation.Pending> first = held.talk().errands.stream()
                .filter(one -> (one.kind() == Conversation.Pending.Kind.FETCH) == files && one.at() <= now)
                .min(Comparator.comparingLong(Conversation.Pending::at));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Conversation.Pending one = first.get();
        if (unsafe(held.talk(), one)) {
            ended(held.id(), one, new Outcome.Later(LATER));
            return Optional.empty();
        }
        Optional<Errand> errand = one.kind() == Conversation.Pending.Kind.WORDS
                ? words(one, keyboard(one))
                : Optional.of(errand(held.talk(), one));
        if (errand.isEmpty()) {
            ended(held.id(), one, new Outcome.Refused(Outcome.Reason.GONE));
        }
        return errand.map(
                known -> new DueErrand(held.id(), one.id(), ChatAddress.of(held.talk().chat), known, one.tries()));
    }

    /** A notice that was delayed beyond the hours that the reporter called safe waits for the next ones. */
    private boolean unsafe(Conversation talk, Conversation.Pending one) {
        Instant now = clock.instant();
        return one.kind() == Conversation.Pending.Kind.NOTICE
                && Talks.safeTime(talk.safeHours, now, settings.zone()).isAfter(now);
    }

    private void ended(String conversation, Conversation.Pending one, Outcome outcome) {
        conversations.fromWithin(
                conversation,
                new Input.Ended(one.id(), one.kind() == Conversation.Pending.Kind.CARD, outcome),
                Optional.of("lease"));
    }

    private static Keyboard keyboard(Conversation.Pending one) {
        return one.keyboard() == null ? Keyboard.NONE : new Keyboard(one.keyboard());
    }

    private static Errand errand(Conversation talk, Conversation.Pending one) {
        Keyboard keyboard = keyboard(one);
        String text = one.text() == null ? "" : one.text();
        return switch (one.kind()) {
            case CARD -> new Errand.ShowCard(text, keyboard, Optional.ofNullable(talk.card));
            case ANSWER ->
                new Errand.AnswerPress(Objects.requireNonNull(one.reference()), Optional.ofNullable(one.text()));
            case DELETE -> new Errand.Delete(Objects.requireNonNull(one.messages()));
            case NOTICE -> new Errand.SendMessage(text, keyboard, false, false);
            case WORDS -> throw new IllegalStateException("The words of a reply are not stored with its errand");
            case FETCH -> new Errand.Fetch(FileRef.of(Objects.requireNonNull(one.reference())));
            case COMMANDS -> new Errand.SetCommands(Language.of(text).orElse(Language.UK));
        };
    }

    private Optional<Errand> words(Conversation.Pending one, Keyboard keyboard) {
        Replies port = replies.getIfAvailable();
        Optional<ReplyWords> words = port == null || one.reference() == null || one.number() == null
                ? Optional.empty()
                : port.words(new CaseNumber(one.number()), new ReplyId(one.reference()));
        return words.map(ReplyWords::reveal)
                .map(Cards::escape)
                .map(html -> new Errand.SendMessage(html, keyboard, true, true));
    }

    @Override
    public void awaitDue(Duration atMost) throws InterruptedException {
        signal.await(atMost);
    }

    @Override
    public void done(DueErrand due, Outcome outcome) {
        String lease = due.errand() instanceof Errand.Fetch ? "fileLease" : "lease";
        boolean card = due.errand() instanceof Errand.ShowCard;
        conversations.fromWithin(due.conversation(), new Input.Ended(due.id(), card, outcome), Optional.of(lease));
    }

    @Override
    public void seal(DueErrand fetch, long lengthBytes, InputStream content) throws IOException {
        Conversation talk = store.load(fetch.conversation())
                .orElseThrow(() -> new IllegalStateException("The conversation of a fetch is gone"))
                .talk();
        Optional<Conversation.Pending> pending =
                talk.errands.stream().filter(one -> one.id().equals(fetch.id())).findFirst();
        if (pending.isEmpty() || pending.get().file() == null) {
            return;
        }
        Conversation.Attached file = pending.get().file();
        CaseNumber number = new CaseNumber(file.number());
        EntryDraft draft = new EntryDraft(
                commands.fileId(fetch.conversation(), number, fetch.id()),
                file.seq(),
                "file",
                Instant.ofEpochSecond(file.at()),
                file.meta());
        try {
            deposits.depositFile(number, draft, lengthBytes, content);
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }
}
