package org.dodomu.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.bson.Document;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.dodomu.desk.Member;
import org.dodomu.desk.Rosters;
import org.dodomu.tools.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourEyesTest {

    private static final String SPAM = "not-credible";
    private static final String EXPORT = "export";
    private static final String DESTROY = "destruction";

    private final FoundedDesk desk;
    private final Cases cases;
    private final Queue queue;
    private final FourEyes eyes;
    private final CaseNumber number;

    FourEyesTest() throws IOException {
        desk = new FoundedDesk();
        cases = desk.part(Cases.class);
        queue = desk.part(Queue.class);
        eyes = desk.part(FourEyes.class);
        number = cases.bear(new byte[] {1}, Language.UK);
        cases.enqueue(number, ReportType.DEPORTED, Urgency.SOON, false);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Member member(String name) {
        return desk.member(name);
    }

    private byte[] reason() {
        return desk.age.seal(
                RecipientSet.of(desk.identity("lead").recipient()), "CANARY-reason".getBytes(StandardCharsets.UTF_8));
    }

    private long claim(String name) {
        return queue.claim(number, member(name)).fence();
    }

    private String proposed(String name, String what) {
        eyes.propose(number, member(name), claim(name), what, reason());
        return eyes.waiting(member("lead"))
                .get(0)
                .row()
                .proposal()
                .orElseThrow()
                .id();
    }

    private Document stored() {
        return desk.database
                .getCollection("cases")
                .find(Filters.eq("_id", number.value()))
                .first();
    }

    private List<String> acts() {
        return desk.part(Custody.class).of(number.value()).stream()
                .map(CustodyRecord::act)
                .toList();
    }

    @Test
    void aSecondPersonClosesWhatOneFoundNotCredibleAndBothAreInTheLog() {
        String id = proposed("first", SPAM);
        assertThat(stored().getString("state")).isEqualTo("waiting");
        eyes.confirm(number, member("lead"), id);
        assertThat(stored().getString("state")).isEqualTo("closed");
        assertThat(stored()).doesNotContainKey("proposal");
        List<CustodyRecord> log = desk.part(Custody.class).of(number.value());
        assertThat(log.subList(log.size() - 2, log.size()))
                .extracting(CustodyRecord::act, CustodyRecord::by)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "not-credible-proposed", member("first").id().value()),
                        org.assertj.core.groups.Tuple.tuple(
                                "not-credible-confirmed", member("lead").id().value()));
        assertThat(desk.part(Custody.class).unbroken(number.value())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {SPAM, EXPORT, DESTROY})
    void nobodyConfirmsTheirOwnProposal(String what) {
        String id = proposed("lead", what);
        assertThatThrownBy(() -> eyes.confirm(number, member("lead"), id)).isInstanceOf(SamePerson.class);
        assertThat(stored()).containsKeys("proposal", "epoch").doesNotContainKey("erase");
        assertThat(acts()).noneMatch(act -> act.endsWith("confirmed"));
    }

    @Test
    void aLeadReadsWhatWaitsForThemWithoutTakingItAndNobodyElseDoes() {
        CaseFiles files = desk.part(CaseFiles.class);
        long fence = claim("first");
        assertThatThrownBy(() -> files.open(number, member("lead"))).isInstanceOf(NotAllowed.class);
        eyes.propose(number, member("first"), fence, EXPORT, reason());
        CaseFiles.CaseFile file = files.open(number, member("lead"));
        assertThat(file.reader()).isFalse();
        assertThat(file.row().owner()).contains(member("first").id().value());
        assertThat(file.generations().get(0).keys()).isNotEmpty();
        assertThat(desk.part(Custody.class).of(number.value()))
                .last()
                .extracting(CustodyRecord::act, CustodyRecord::by)
                .containsExactly("opened", member("lead").id().value());
        assertThatThrownBy(() -> files.open(number, member("second"))).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> files.add(number, member("lead"), "k1234567", "note", 1, reason(), Act.NOTED))
                .isInstanceOf(LeaseLost.class);
        assertThat(queue.renew(number, member("first"), fence).fence()).isEqualTo(fence);
        eyes.decline(number, member("lead"), file.row().proposal().orElseThrow().id());
        assertThatThrownBy(() -> files.open(number, member("lead"))).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aLeadCountsWhatWaitsForThemAndNotTheirOwn() {
        assertThat(eyes.count(member("lead"))).isZero();
        String id = proposed("first", SPAM);
        assertThat(eyes.count(member("lead"))).isEqualTo(1);
        assertThatThrownBy(() -> eyes.count(member("first"))).isInstanceOf(NotAllowed.class);
        eyes.decline(number, member("lead"), id);
        assertThat(eyes.count(member("lead"))).isZero();
        queue.release(
                number,
                member("first").id(),
                queue.claim(number, member("first")).fence());
        proposed("lead", DESTROY);
        assertThat(eyes.count(member("lead"))).isZero();
    }

    @Test
    void onlyALeadIsTheSecondPerson() {
        String id = proposed("first", SPAM);
        for (String other : List.of("second", "verifier")) {
            assertThatThrownBy(() -> eyes.confirm(number, member(other), id)).isInstanceOf(NotAllowed.class);
            assertThatThrownBy(() -> eyes.decline(number, member(other), id)).isInstanceOf(NotAllowed.class);
            assertThatThrownBy(() -> eyes.waiting(member(other))).isInstanceOf(NotAllowed.class);
        }
        assertThat(stored().getString("state")).isEqualTo("waiting");
    }

    @Test
    void aStaleClaimProposesNothing() {
        long stale = claim("first");
        queue.release(number, member("first").id(), stale);
        long fence = claim("second");
        for (long one : new long[] {stale, fence, 0}) {
            assertThatThrownBy(() -> eyes.propose(number, member("first"), one, SPAM, reason()))
                    .isInstanceOfAny(LeaseLost.class, NotAllowed.class);
        }
        assertThat(stored()).doesNotContainKey("proposal");
    }

    @Test
    void aProposalEndsWhenSomebodyElseTakesTheCase() {
        String id = proposed("first", SPAM);
        queue.release(number, member("first").id(), claim("first"));
        long other = claim("second");
        assertThatThrownBy(() -> eyes.confirm(number, member("lead"), id)).isInstanceOf(LeaseHeld.class);
        queue.release(number, member("second").id(), other);
        assertThatThrownBy(() -> eyes.confirm(number, member("lead"), id)).isInstanceOf(ProposalGone.class);
        isOver("first", SPAM);
    }

    /** Nobody is asked to decide on it any more, and it may be proposed anew. */
    private void isOver(String by, String what) {
        assertThat(eyes.waiting(member("lead"))).isEmpty();
        assertThat(eyes.count(member("deputy"))).isZero();
        proposed(by, what);
        assertThat(eyes.waiting(member("lead"))).hasSize(1);
    }

    @Test
    void theLeadMayTakeTheCaseToReadItBeforeConfirming() {
        String id = proposed("first", SPAM);
        queue.release(number, member("first").id(), claim("first"));
        claim("lead");
        eyes.confirm(number, member("lead"), id);
        assertThat(stored().getString("state")).isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {SPAM, DESTROY})
    void whoeverSpokeMeanwhileIsNotClosedUnheard(String what) {
        String id = proposed("lead", what);
        Depositing.count(cases, number, List.of(cases.entryId(number, new byte[] {2})));
        assertThatThrownBy(() -> eyes.confirm(number, member("deputy"), id)).isInstanceOf(ProposalGone.class);
        assertThat(stored().getString("state")).isEqualTo("waiting");
        isOver("lead", what);
        cases.raise(number, Urgency.NOW);
        isOver("lead", what);
        desk.part(Withdrawals.class).ask(number);
        isOver("lead", what);
    }

    @Test
    void anExportStaysProposedThoughTheReporterSpoke() {
        proposed("first", EXPORT);
        Depositing.count(cases, number, List.of(cases.entryId(number, new byte[] {2})));
        assertThat(eyes.waiting(member("lead"))).hasSize(1);
    }

    @Test
    void aProposalEndsByItselfAndAnotherTakesItsPlace() {
        String id = proposed("first", SPAM);
        assertThatThrownBy(() -> eyes.propose(number, member("first"), claim("first"), EXPORT, reason()))
                .isInstanceOf(ProposalPending.class);
        desk.clock.pass(FourEyes.PROPOSED_FOR);
        assertThat(eyes.waiting(member("lead"))).isEmpty();
        assertThatThrownBy(() -> eyes.confirm(number, member("lead"), id)).isInstanceOf(ProposalGone.class);
        String next = proposed("first", EXPORT);
        assertThatThrownBy(() -> eyes.confirm(number, member("lead"), id)).isInstanceOf(ProposalGone.class);
        eyes.confirm(number, member("lead"), next);
    }

    @Test
    void aDeclinedProposalChangesNothingAndItsAuthorMayTakeOneBack() {
        String id = proposed("first", SPAM);
        eyes.decline(number, member("lead"), id);
        assertThat(acts()).endsWith("proposal-declined");
        String own = proposed("first", SPAM);
        eyes.decline(number, member("first"), own);
        assertThatThrownBy(() -> eyes.confirm(number, member("lead"), own)).isInstanceOf(ProposalGone.class);
        assertThat(stored().getString("state")).isEqualTo("waiting");
    }

    @Test
    void ofTwoLeadsAtOnceOneConfirms() throws Exception {
        String id = proposed("first", SPAM);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        int confirmed = 0;
        for (Future<Boolean> one :
                pool.invokeAll(List.<Callable<Boolean>>of(() -> confirms("lead", id), () -> confirms("deputy", id)))) {
            confirmed += one.get() ? 1 : 0;
        }
        pool.shutdown();
        assertThat(confirmed).isEqualTo(1);
        assertThat(acts()).containsOnlyOnce("not-credible-confirmed");
    }

    private boolean confirms(String name, String id) {
        try {
            eyes.confirm(number, member(name), id);
            return true;
        } catch (ProposalGone | LeaseHeld late) {
            return false;
        }
    }

    @Test
    void twoLeadsDestroyAndOneLeadCannot() {
        assertThatThrownBy(() -> eyes.propose(number, member("first"), claim("first"), DESTROY, reason()))
                .isInstanceOf(NotAllowed.class);
        queue.release(number, member("first").id(), claim("first"));
        String id = proposed("lead", DESTROY);
        eyes.confirm(number, member("deputy"), id);
        assertThat(stored().getList("generations", Document.class)).isEmpty();
        assertThat(stored()).doesNotContainKeys("epoch", "proposal");
        assertThat(acts()).contains("destruction-proposed", "destruction-confirmed", Act.DESTROYED.code());
        assertThatThrownBy(() -> claim("second")).isInstanceOf(NotAllowed.class);
    }

    @Test
    void aLegalHoldForbidsDestroyingWhatTwoLeadsAgreedOn() {
        String id = proposed("lead", DESTROY);
        desk.part(Withdrawals.class).hold(number, member("lead"));
        assertThatThrownBy(() -> eyes.confirm(number, member("deputy"), id)).isInstanceOf(ProposalGone.class);
        assertThat(stored().getList("generations", Document.class)).isNotEmpty();
        eyes.decline(number, member("lead"), id);
        assertThatThrownBy(() -> proposed("lead", DESTROY)).isInstanceOf(RuntimeException.class);
        assertThat(stored()).doesNotContainKey("proposal");
    }

    @Test
    void aProposalByWhoeverWasPutIntoTheDatabaseIsWorthNothing() {
        String id = proposed("lead", DESTROY);
        desk.database
                .getCollection("cases")
                .updateOne(Filters.eq("_id", number.value()), Updates.set("proposal.by", "m-00000000"));
        assertThatThrownBy(() -> eyes.confirm(number, member("lead"), id)).isInstanceOf(ProposalGone.class);
    }

    @Test
    void anExportIsForOneMemberForADayAndOpensForThemOnly() throws IOException {
        Exports exports = desk.part(Exports.class);
        assertThatThrownBy(() -> exports.of(number, member("first"))).isInstanceOf(NotAllowed.class);
        String id = proposed("first", EXPORT);
        desk.part(CaseFiles.class).add(number, member("first"), "note-0001", "note", 1, reason(), Act.NOTED);
        assertThatThrownBy(() -> exports.of(number, member("first"))).isInstanceOf(NotAllowed.class);
        eyes.confirm(number, member("lead"), id);
        Map<String, byte[]> packet = unzipped(exports.of(number, member("first")));
        assertThat(packet.keySet())
                .anyMatch(name -> name.matches("[^/]+\\.age"))
                .contains("custody.json", "keys/1-epoch-main-1.age");
        assertThat(new String(packet.get("custody.json"), StandardCharsets.UTF_8))
                .contains("export-confirmed", "exported");
        assertThat(acts()).containsSubsequence("export-proposed", "export-confirmed", "exported");
        assertThatThrownBy(() -> exports.of(number, member("lead"))).isInstanceOf(NotAllowed.class);
        desk.clock.pass(FourEyes.EXPORT_FOR);
        claim("first");
        assertThatThrownBy(() -> exports.of(number, member("first"))).isInstanceOf(NotAllowed.class);
    }

    /** By the tool as people run it, which knows nothing of the line but its deposit key; the custody log's own signatures, which are the server's to check, are not looked at. */
    @Test
    void theToolVerifiesAnExportWithItsCustodyLog(@TempDir Path folder) throws IOException {
        String id = proposed("first", EXPORT);
        desk.part(CaseFiles.class).add(number, member("first"), "note-0001", "note", 1, reason(), Act.NOTED);
        eyes.confirm(number, member("lead"), id);
        Map<String, byte[]> packet = unzipped(desk.part(Exports.class).of(number, member("first")));
        for (Map.Entry<String, byte[]> file : packet.entrySet()) {
            Files.createDirectories(
                    Objects.requireNonNull(folder.resolve(file.getKey()).getParent()));
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        String key = desk.part(Rosters.class).current().publicPart().deposit().encoded();
        assertThat(Tools.run("verify", "--deposit-key", key, folder.toString())).isZero();
        for (String name : packet.keySet()) {
            if (name.startsWith("keys/")) {
                continue;
            }
            byte[] exact = Objects.requireNonNull(packet.get(name));
            byte[] flipped = name.equals("custody.json") ? new byte[0] : changed(exact);
            for (byte[] forged : List.of(
                    flipped,
                    "{}".getBytes(StandardCharsets.UTF_8),
                    new String(exact, StandardCharsets.ISO_8859_1)
                            .replace("exported", "released")
                            .replace("\"n\":2", "\"n\":3")
                            .replace(number.value(), "AAAA-AAAA")
                            .concat(" x")
                            .getBytes(StandardCharsets.ISO_8859_1))) {
                Files.write(folder.resolve(name), forged);
                assertThat(Tools.run("verify", "--deposit-key", key, folder.toString()))
                        .as(name)
                        .isEqualTo(1);
            }
            Files.write(folder.resolve(name), exact);
        }
        String custody = new String(Objects.requireNonNull(packet.get("custody.json")), StandardCharsets.UTF_8);
        for (String forged : List.of(
                custody.replace("export-confirmed", "export-declined"),
                custody.replace(
                        member("lead").id().value(), member("first").id().value()),
                custody.replaceFirst("\\{\"n\":2,.*?},", ""),
                custody.replaceFirst(",\\{\"n\":1,.*?}", ""),
                custody.replace("\"records\":[", "\"records\":[],\"more\":["))) {
            if (!forged.equals(custody)) {
                Files.writeString(folder.resolve("custody.json"), forged);
                assertThat(Tools.run("verify", "--deposit-key", key, folder.toString()))
                        .isEqualTo(1);
            }
        }
    }

    private static byte[] changed(byte[] exact) {
        byte[] other = exact.clone();
        other[exact.length / 2] ^= 1;
        return other;
    }

    private static Map<String, byte[]> unzipped(Exports.Packet packet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packet.writeTo(out);
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                found.put(entry.getName(), zip.readAllBytes());
            }
        }
        return found;
    }

    @Test
    void theReasonIsNotInTheQueueAndNowhereInClear() {
        proposed("first", SPAM);
        assertThat(stored().toJson()).doesNotContain("CANARY");
        assertThatThrownBy(() -> eyes.propose(
                        number, member("first"), claim("first"), SPAM, "CANARY".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NotAllowed.class);
    }
}
