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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.EntryDraft;
import org.dodomu.cases.EntryId;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Errands as they lie in stored conversations, and the sealing of fetched files. */
@Component
class StoredErrands implements ErrandDesk, FileSealing {

    /** What one lease leaves time for. */
    private static final int MOST_QUICK = 8;

    private static final int MOST_DELETED = 100;

    private static final Duration LATER = Duration.ofMinutes(15);

    private final ConversationLeases leases;
    private final LeaseReturns returns;
    private final CaseCommands commands;
    private final Deposits deposits;
    private final ObjectProvider<Replies> replies;
    private final ErrandSignal signal;
    private final Clock clock;
    private final LineSettings settings;

    StoredErrands(
            ConversationLeases leases,
            LeaseReturns returns,
            CaseCommands commands,
            Deposits deposits,
            ObjectProvider<Replies> replies,
            ErrandSignal signal,
            Clock clock,
            LineSettings settings) {
        this.leases = leases;
        this.returns = returns;
        this.commands = commands;
        this.deposits = deposits;
        this.replies = replies;
        this.signal = signal;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public List<Leased> claim(Lane lane, int most) {
        try {
            List<ConversationLeases.Claimed> claimed = leases.claim(lane, most);
            while (!claimed.isEmpty()
                    && claimed.stream().allMatch(one -> one.held().isEmpty())) {
                claimed = leases.claim(lane, most);
            }
            return claimed.stream()
                    .flatMap(one -> one.held().map(held -> leased(held, lane, one.orphaned())).stream())
                    .toList();
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }

    private Leased leased(ConversationStore.Held held, Lane lane, boolean orphaned) {
        Stream<Conversation.Pending> due = lane == Lane.FILES
                ? first(held, Lane.FILES).stream()
                : Stream.concat(quick(held), first(held, Lane.PACED).stream());
        List<DueErrand> errands = due.map(one ->
                        new DueErrand(held.id(), one, ChatAddress.of(held.talk().chat), errand(held.talk(), one)))
                .toList();
        return new Leased(held, lane, orphaned, errands);
    }

    private Stream<Conversation.Pending> quick(ConversationStore.Held held) {
        return due(held, Lane.QUICK, now()).limit(MOST_QUICK);
    }

    private Optional<Conversation.Pending> first(ConversationStore.Held held, Lane lane) {
        return lane == Lane.PACED && held.talk().sendableAt > now()
                ? Optional.empty()
                : due(held, lane, now()).findFirst();
    }

    private static Stream<Conversation.Pending> due(ConversationStore.Held held, Lane lane, long now) {
        return held.talk().errands.stream()
                .filter(one -> one.kind().lane == lane && one.at() <= now)
                .sorted(Comparator.comparingLong(Conversation.Pending::at));
    }

    private long now() {
        return clock.instant().toEpochMilli();
    }

    private static Keyboard keyboard(Conversation.Pending one) {
        return one.keyboard() == null ? Keyboard.NONE : new Keyboard(one.keyboard());
    }

    private Errand errand(Conversation talk, Conversation.Pending one) {
        Keyboard keyboard = keyboard(one);
        String text = one.text() == null ? "" : one.text();
        return switch (one.kind()) {
            case CARD -> new Errand.ShowCard(text, keyboard, Optional.ofNullable(talk.card));
            case ANSWER ->
                new Errand.AnswerPress(Objects.requireNonNull(one.reference()), Optional.ofNullable(one.text()));
            case DELETE -> delete(talk);
            case NOTICE -> isSafe(talk) ? new Errand.SendMessage(text, keyboard, false, false) : new Errand.Wait(LATER);
            case WORDS -> new Errand.SendMessage(words(one), keyboard, true, true);
            case FETCH -> new Errand.Fetch(FileRef.of(Objects.requireNonNull(one.reference())));
            case COMMANDS -> new Errand.SetCommands(Language.of(text).orElse(Language.UK));
        };
    }

    /** What Telegram still lets be taken back, as many as one call takes; when there is none of it, what is late. */
    private Errand.Delete delete(Conversation talk) {
        List<Integer> inTime = ripe(talk, false);
        return inTime.isEmpty() ? new Errand.Delete(ripe(talk, true), true) : new Errand.Delete(inTime, false);
    }

    private List<Integer> ripe(Conversation talk, boolean late) {
        return talk.scrub.stream()
                .filter(one -> one.from() <= now() && one.until() <= now() == late)
                .map(Conversation.Scrub::message)
                .limit(MOST_DELETED)
                .toList();
    }

    /** A notice that was delayed beyond the hours that the reporter called safe waits for the next ones. */
    private boolean isSafe(Conversation talk) {
        Instant now = clock.instant();
        return !Talks.safeTime(talk.safeHours, now, settings.zone()).isAfter(now);
    }

    /** The words of a reply as HTML; empty when they can no longer be shown. */
    private String words(Conversation.Pending one) {
        Replies port = replies.getIfAvailable();
        Optional<ReplyWords> words = port == null || one.reference() == null || one.number() == null
                ? Optional.empty()
                : port.words(new CaseNumber(one.number()), new ReplyId(one.reference()));
        return words.map(ReplyWords::reveal).map(Cards::escape).orElse("");
    }

    @Override
    public void awaitDue(Lane lane, Duration atMost) throws InterruptedException {
        signal.await(lane, atMost);
    }

    @Override
    public void done(Leased leased, Map<DueErrand, Outcome> outcomes) {
        List<Input> inputs = new ArrayList<>();
        if (leased.orphaned() && leased.lane() != Lane.FILES) {
            inputs.add(new Input.Orphaned());
        }
        leased.errands().stream()
                .filter(outcomes::containsKey)
                .forEach(due -> inputs.add(new Input.Ended(
                        due.id(), due.errand() instanceof Errand.ShowCard, Objects.requireNonNull(outcomes.get(due)))));
        returns.ended(leased.held(), inputs, ConversationLeases.lease(leased.lane()));
    }

    @Override
    public boolean isSealed(DueErrand fetch) {
        try {
            return deposits.has(entryId(fetch));
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }

    private EntryId entryId(DueErrand fetch) {
        CaseNumber number =
                new CaseNumber(Objects.requireNonNull(fetch.pending().file()).number());
        return commands.fileId(fetch.conversation(), number, fetch.id());
    }

    @Override
    public void seal(DueErrand fetch, long lengthBytes, InputStream content) throws IOException {
        Conversation.Attached file = Objects.requireNonNull(fetch.pending().file());
        CaseNumber number = new CaseNumber(file.number());
        EntryDraft draft =
                new EntryDraft(entryId(fetch), file.seq(), "file", Instant.ofEpochSecond(file.at()), file.meta());
        Runnable leaseOn = () -> leases.leaseFileOn(fetch.conversation());
        try (InputStream leased = new LeasedDownload(content, clock, leaseOn)) {
            deposits.depositFile(number, draft, lengthBytes, leased);
        } catch (MongoException away) {
            throw new StorageAway(away);
        }
    }
}
