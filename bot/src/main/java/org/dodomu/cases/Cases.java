package org.dodomu.cases;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.UpdateResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Desk;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.VerifiedRoster;
import org.dodomu.storage.Store;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What the reporter's side does to a case: it is born, grows, enters the queue. Each call is safe to repeat. */
@Component
public class Cases {

    /** Whether a member opened the case, or two decide on it, since its reporter last added something. */
    static final String CAUGHT_UP = "caughtUp";

    private static final int CANDIDATES = 16;

    private final CaseDocuments documents;
    private final CaseKeys keys;
    private final Rosters rosters;
    private final Custody custody;
    private final LineSettings settings;
    private final ApplicationEventPublisher events;
    private final BlindIndex ids;

    public Cases(
            CaseDocuments documents,
            CaseKeys keys,
            Rosters rosters,
            Custody custody,
            LineSettings settings,
            ApplicationEventPublisher events,
            MasterKey master) {
        this.documents = documents;
        this.keys = keys;
        this.rosters = rosters;
        this.custody = custody;
        this.settings = settings;
        this.events = events;
        this.ids = master.index(Purpose.ENTRY_ID);
    }

    /**
     * Brings a case into being with one insert. The same mark always leads to the same case; of two that try at once, the keys of one are thrown away.
     *
     * @param mark an HMAC of the chat and of the update that began the report
     * @throws org.dodomu.desk.RosterUnproven when there is nobody proven to seal to
     */
    public CaseNumber bear(byte[] mark, Language language) {
        return bear(new KnownCases(documents, rosters, List.of()), mark, language);
    }

    /** The same, with the roster of a batch; what was born is known to it. */
    public CaseNumber bear(KnownCases known, byte[] mark, Language language) {
        VerifiedRoster roster = known.roster();
        Desk desk = roster.deskFor(language);
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            CaseNumber number = candidate(mark, candidate);
            documents.insertCases(List.of(newborn(number, mark, language, desk, roster)));
            Document kept = documents.require(number);
            if (Arrays.equals(Store.bytes(kept, "mark"), mark)) {
                keys.verify(number, CaseDocuments.newest(kept));
                custody.recordChange(number.value(), Act.BORN, Set.of(Act.BORN), "reporter");
                known.add(number, kept);
                return number;
            }
        }
        throw new IllegalStateException("No free case number was found");
    }

    /** Names a case that {@link #bearPlanned} brings into being together with others of the batch; what is sealed to it meanwhile is to be stored only then. */
    public CaseNumber plan(KnownCases known, byte[] mark, Language language) {
        VerifiedRoster roster = known.roster();
        CaseNumber number = candidate(mark, 0);
        Document newborn = newborn(number, mark, language, roster.deskFor(language), roster);
        return known.plan(number, newborn) ? number : bear(known, mark, language);
    }

    /**
     * Brings into being what was planned in this batch, with one insert.
     *
     * @return the numbers that were there before, under the same mark or another: nothing may be stored that was sealed to them, and who planned them asks {@link #bear}
     */
    public Set<CaseNumber> bearPlanned(KnownCases known) {
        List<Document> planned = known.takePlanned();
        List<Document> there = documents.insertCases(planned);
        List<String> born = planned.stream()
                .filter(one -> !there.contains(one))
                .map(one -> one.getString("_id"))
                .toList();
        custody.begin(born, Act.BORN, "reporter");
        Set<CaseNumber> again =
                there.stream().map(one -> new CaseNumber(one.getString("_id"))).collect(Collectors.toSet());
        again.forEach(known::forget);
        return again;
    }

    /** Whether this mark led to a case before. */
    public boolean isBorn(byte[] mark) {
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            Optional<Document> there = documents.find(candidate(mark, candidate));
            if (there.isEmpty()) {
                return false;
            }
            if (Arrays.equals(Store.bytes(there.get(), "mark"), mark)) {
                return true;
            }
        }
        return false;
    }

    private CaseNumber candidate(byte[] mark, int candidate) {
        return CaseNumber.of(ids.of(BlindIndex.part("case"), mark, BlindIndex.part(candidate)));
    }

    private Document newborn(CaseNumber number, byte[] mark, Language language, Desk desk, VerifiedRoster roster) {
        return new Document("_id", number.value())
                .append("sv", 1)
                .append("mark", Store.binary(mark))
                .append("desk", desk.id())
                .append("language", language.code())
                .append("type", ReportType.OTHER.code())
                .append("urgency", Urgency.ROUTINE.code())
                .append("rank", Urgency.ROUTINE.ordinal())
                .append("state", CaseState.INTAKE.code())
                .append("incomplete", false)
                .append("since", documents.minute())
                .append("due", documents.minute())
                .append("changed", documents.minute())
                .append("snoozed", CaseDocuments.FREE)
                .append("lease", new Document("owner", "").append("until", CaseDocuments.FREE))
                .append("held", CaseDocuments.FREE)
                .append("news", 0L)
                .append(CAUGHT_UP, false)
                .append("fence", 0L)
                .append("rev", 0)
                .append("epoch", desk.epochName())
                .append("readers", List.of())
                .append("generations", List.of(keys.first(number, desk, roster).document()));
    }

    /** The id of an entry that these parts name: the update, the conversation's version, and so on. */
    public EntryId entryId(CaseNumber number, byte[]... parts) {
        byte[][] all = Arrays.copyOf(parts, parts.length + 2);
        all[parts.length] = BlindIndex.part(number.value());
        all[parts.length + 1] = BlindIndex.part("entry");
        return new EntryId(ids.text(16, all));
    }

    /**
     * Makes entries count, in any number of cases: from now on members see them. A case that says already that there is something new is not written again for each word: with its keys it is the largest
     * document of the line.
     */
    public void count(Map<CaseNumber, ? extends Collection<EntryId>> entries) {
        List<String> named = entries.values().stream()
                .flatMap(Collection::stream)
                .map(EntryId::value)
                .toList();
        if (named.isEmpty()) {
            return;
        }
        documents
                .entries()
                .updateMany(
                        Filters.in("_id", named),
                        Updates.combine(Updates.set("counted", true), Updates.unset("sweep")));
        List<String> numbers = entries.keySet().stream().map(CaseNumber::value).toList();
        UpdateResult told = documents
                .cases()
                .updateMany(
                        Filters.and(Filters.in("_id", numbers), toBeTold()),
                        Updates.combine(Updates.set("changed", documents.minute()), news()));
        if (told.getModifiedCount() > 0) {
            heard(numbers);
        }
        entries.keySet().forEach(number -> events.publishEvent(new CaseChanged(number)));
    }

    /** What two decide on ends, and what had ended begins anew: nobody looks through closed cases for new words. */
    private void heard(Collection<String> numbers) {
        Proposal.endUnheard(documents, numbers);
        documents
                .cases()
                .find(Filters.and(Filters.in("_id", numbers), Filters.in("state", CaseState.reopenableCodes())))
                .projection(Projections.include("state", "urgency", "epoch"))
                .forEach(seen -> {
                    Bson since = Updates.set("since", documents.minute());
                    Bson ended = Filters.and(Filters.eq("_id", seen.getString("_id")), endedAs(seen));
                    UpdateResult opened = documents.cases().updateOne(ended, Updates.combine(openedAgain(seen), since));
                    if (opened.getModifiedCount() > 0) {
                        custody.record(seen.getString("_id"), Act.REOPENED, "reporter");
                    }
                });
    }

    /** That a case which can be opened again is still as it was seen. */
    static Bson endedAs(Document seen) {
        return Filters.and(
                Erasure.whole(),
                Filters.eq("urgency", seen.getString("urgency")),
                Filters.exists("epoch", seen.containsKey("epoch")),
                Filters.in("state", CaseState.reopenableCodes()));
    }

    /** It waits for its desk, or for those to whom it was granted; the time to look at it begins anew. */
    Bson openedAgain(Document seen) {
        CaseState state = seen.containsKey("epoch") ? CaseState.WAITING : CaseState.VERIFYING;
        return Updates.combine(
                Updates.set("state", state.code()),
                urgency(Urgency.of(seen.getString("urgency")), documents.minute()),
                Updates.set("changed", documents.minute()));
    }

    /** A case that says so already needs no telling, unless it sleeps or has ended. */
    private static Bson toBeTold() {
        return Filters.or(
                Filters.ne(CAUGHT_UP, false),
                Filters.gt("snoozed", CaseDocuments.FREE),
                Filters.in("state", CaseState.endedCodes()));
    }

    /** Puts the case into the queue; a case that is there already stays where it is. */
    public void enqueue(CaseNumber number, ReportType type, Urgency urgency, boolean incomplete) {
        enqueue(Map.of(number, new HandedIn(type, urgency, incomplete)));
    }

    /** The same for many cases, in one go. */
    public void enqueue(Map<CaseNumber, HandedIn> handedIn) {
        if (handedIn.isEmpty()) {
            return;
        }
        Date now = documents.minute();
        List<UpdateOneModel<Document>> updates = new ArrayList<>();
        handedIn.forEach((number, report) -> updates.add(new UpdateOneModel<>(
                Filters.and(Filters.eq("_id", number.value()), Filters.eq("state", CaseState.INTAKE.code())),
                Updates.combine(
                        Updates.set("state", CaseState.WAITING.code()),
                        Updates.set("type", report.type().code()),
                        urgency(report.urgency(), now),
                        Updates.set("incomplete", report.incomplete()),
                        Updates.set("since", now),
                        Updates.set("changed", now)))));
        boolean all = documents
                        .cases()
                        .bulkWrite(updates, new BulkWriteOptions().ordered(false))
                        .getMatchedCount()
                == handedIn.size();
        Collection<CaseNumber> queued = all ? handedIn.keySet() : inTheQueue(handedIn.keySet());
        custody.recordChange(
                queued.stream().map(CaseNumber::value).toList(), Act.ENQUEUED, Set.of(Act.ENQUEUED), "reporter");
        queued.forEach(number -> events.publishEvent(new CaseChanged(number)));
    }

    private List<CaseNumber> inTheQueue(Collection<CaseNumber> numbers) {
        return documents
                .cases()
                .find(Filters.and(
                        Filters.in(
                                "_id", numbers.stream().map(CaseNumber::value).toList()),
                        Filters.in("state", CaseState.claimableCodes())))
                .projection(Projections.include("_id"))
                .map(one -> new CaseNumber(one.getString("_id")))
                .into(new ArrayList<>());
    }

    /** Raises the urgency; never lowers it. */
    public void raise(CaseNumber number, Urgency urgency) {
        Date now = documents.minute();
        Document before = documents
                .cases()
                .findOneAndUpdate(
                        Filters.and(Filters.eq("_id", number.value()), Filters.gt("rank", urgency.ordinal())),
                        Updates.combine(urgency(urgency, now), Updates.set("changed", now), news()));
        if (before != null) {
            custody.record(number.value(), Act.RAISED, "reporter");
            heard(List.of(number.value()));
            events.publishEvent(new CaseChanged(number));
        }
    }

    Bson urgency(Urgency urgency, Date from) {
        return Updates.combine(
                Updates.set("urgency", urgency.code()),
                Updates.set("rank", urgency.ordinal()),
                Updates.set(
                        "due",
                        Date.from(from.toInstant().plus(settings.readWithin().of(urgency)))));
    }

    /** A finished intake that was marked incomplete is complete now. */
    public void complete(CaseNumber number) {
        change(number, Updates.set("incomplete", false));
    }

    /** The reporter has no way back to the case. */
    public void forgotten(CaseNumber number) {
        custody.recordChange(number.value(), Act.FORGOTTEN, Set.of(Act.FORGOTTEN), "reporter");
        change(number, Updates.set("changed", documents.minute()));
    }

    /** The reporter added something: a snoozed case wakes, and whoever saw less of it finds it unread. */
    static Bson news() {
        return Updates.combine(Updates.inc("news", 1L), Updates.set(CAUGHT_UP, false), Queue.awake());
    }

    private void change(CaseNumber number, Bson update) {
        documents.cases().updateOne(Filters.eq("_id", number.value()), update);
        events.publishEvent(new CaseChanged(number));
    }
}
