package org.dodomu.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Json;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.Statements;
import org.dodomu.crypto.VerifyingKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RosterForgeryTest {

    private static final SampleRosters SAMPLE = new SampleRosters();
    private static final VerifiedRoster PROVEN = SAMPLE.verify(SAMPLE.version1);

    private static void unproven(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(RosterUnproven.class);
    }

    @Test
    void provesAnHonestChain() {
        VerifiedRoster roster = SAMPLE.verify(SAMPLE.version1, SAMPLE.version2);
        assertThat(roster.publicPart().version()).isEqualTo(2);
        assertThat(roster.member(SAMPLE.operator.value())).isEmpty();
        assertThat(SAMPLE.verify(SAMPLE.version1).member(SAMPLE.operator.value()))
                .isPresent();
    }

    static Stream<String> publicFields() {
        return Json.read(SAMPLE.public2.bytes()).keySet().stream();
    }

    private static byte[] forged(byte[] json, String field) {
        Map<String, Object> all = new LinkedHashMap<>(Json.read(json));
        Object value = all.get(field);
        all.put(
                field,
                value instanceof Integer number ? number + 1 : value instanceof String text ? text + "a" : List.of());
        return Json.write(all);
    }

    @ParameterizedTest
    @MethodSource("publicFields")
    void refusesEachForgedPublicField(String field) {
        byte[] bytes = forged(SAMPLE.public2.bytes(), field);
        SignedRoster old = SAMPLE.version2;
        Map<String, byte[]> signatures = new LinkedHashMap<>();
        old.signers().forEach(by -> signatures.put(by, old.signature(by)));
        unproven(() -> SAMPLE.verify(SAMPLE.version1, new SignedRoster(bytes, old.memberPart(), signatures)));
        byte[] first = forged(SAMPLE.founded.publicPart().bytes(), field);
        unproven(() -> SAMPLE.verify(
                SAMPLE.signed(1, first, SAMPLE.founded.memberPart().bytes())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "line", "version", "previous", "members", "deposit", "recovery", "leads", "desks"})
    void refusesFieldsThatMakeNoSenseEvenWhenLeadsSignedThem(String field) {
        byte[] bytes = forged(SAMPLE.public2.bytes(), field);
        unproven(() -> SAMPLE.verify(SAMPLE.version1, SAMPLE.signed(2, bytes, SAMPLE.members2.bytes())));
    }

    static Stream<String> notTheExactForm() {
        String exact = new String(SAMPLE.public2.bytes(), StandardCharsets.UTF_8);
        return Stream.of(
                exact + " ",
                " " + exact,
                exact.replaceFirst(",", ", "),
                exact.replaceFirst("\"v\":1", "\"v\":1.0"),
                exact.replaceFirst("\"v\":1", "\"v\":1,\"v\":1"),
                exact.replaceFirst("\"v\":1,", ""),
                exact.replaceFirst("\"v\":1", "\"v\":1,\"more\":1"),
                exact.replaceFirst("\"line\"", "\"l\\\\u0069ne\""),
                exact.replaceFirst("\"k\":2", "\"k\":0"),
                exact.replaceFirst("\"k\":2", "\"k\":3"),
                exact.replaceFirst("\"k\":2", "\"k\":\"2\""),
                exact + exact,
                "[]",
                "");
    }

    @ParameterizedTest
    @MethodSource("notTheExactForm")
    void refusesAnyOtherFormEvenWhenLeadsSignedIt(String text) {
        unproven(() -> SAMPLE.verify(SAMPLE.version1, SAMPLE.signed(2, text)));
    }

    @Test
    void refusesEachFlippedByteOfThePublicPart() {
        byte[] exact = SAMPLE.public2.bytes();
        SignedRoster old = SAMPLE.version2;
        Map<String, byte[]> signatures = new LinkedHashMap<>();
        old.signers().forEach(by -> signatures.put(by, old.signature(by)));
        for (int i = 0; i < exact.length; i++) {
            byte[] flipped = exact.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            SignedRoster forged = new SignedRoster(flipped, old.memberPart(), signatures);
            unproven(() -> RosterChain.next(SampleRosters.LINE, PROVEN, forged));
        }
    }

    @Test
    void refusesFlippedBytesOfTheMemberPart() {
        byte[] exact = SAMPLE.members2.bytes();
        for (int i = 0; i < exact.length; i += 11) {
            byte[] flipped = exact.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            SignedRoster forged = SAMPLE.signed(2, SAMPLE.public2.bytes(), flipped);
            unproven(() -> RosterChain.next(SampleRosters.LINE, PROVEN, forged));
        }
    }

    @Test
    void refusesEachFlippedByteOfASignature() {
        byte[] exact = SAMPLE.version2.signature(SAMPLE.firstLead.value());
        for (int i = 0; i < exact.length; i++) {
            byte[] flipped = exact.clone();
            flipped[i] ^= 1;
            Map<String, byte[]> signatures = Map.of(
                    SAMPLE.firstLead.value(),
                    flipped,
                    SAMPLE.secondLead.value(),
                    SAMPLE.version2.signature(SAMPLE.secondLead.value()));
            SignedRoster forged = new SignedRoster(SAMPLE.public2.bytes(), SAMPLE.members2.bytes(), signatures);
            unproven(() -> RosterChain.next(SampleRosters.LINE, PROVEN, forged));
        }
    }

    @Test
    void refusesFewerThanKSignaturesAndOneSignatureTwice() {
        byte[] one = SAMPLE.version2.signature(SAMPLE.firstLead.value());
        byte[] publicPart = SAMPLE.public2.bytes();
        byte[] members = SAMPLE.members2.bytes();
        for (Map<String, byte[]> signatures : List.<Map<String, byte[]>>of(
                Map.of(),
                Map.of(SAMPLE.firstLead.value(), one),
                Map.of(SAMPLE.firstLead.value(), one, SAMPLE.secondLead.value(), one),
                Map.of(SAMPLE.firstLead.value(), one, "m-00000000", one),
                Map.of(SAMPLE.firstLead.value(), one, SAMPLE.secondLead.value(), new byte[64]))) {
            unproven(() -> SAMPLE.verify(SAMPLE.version1, new SignedRoster(publicPart, members, signatures)));
        }
        byte[] statement = Statements.roster(SampleRosters.LINE, 2, Sha256.hex(publicPart));
        Map<String, byte[]> strangers =
                Map.of(SAMPLE.firstLead.value(), one, SAMPLE.secondLead.value(), SAMPLE.stranger.sign(statement));
        unproven(() -> SAMPLE.verify(SAMPLE.version1, new SignedRoster(publicPart, members, strangers)));
    }

    @Test
    void refusesVersion1WithoutEachLeadsSignature() {
        SignedRoster alone = new SignedRoster(
                SAMPLE.version1.publicPart(),
                SAMPLE.version1.memberPart(),
                Map.of(SAMPLE.firstLead.value(), SAMPLE.version1.signature(SAMPLE.firstLead.value())));
        unproven(() -> SAMPLE.verify(alone));
    }

    @Test
    void refusesSwappedRepeatedAndMissingVersions() {
        unproven(() -> SAMPLE.verify(SAMPLE.version2, SAMPLE.version1));
        unproven(() -> SAMPLE.verify(SAMPLE.version2));
        unproven(() -> SAMPLE.verify(SAMPLE.version1, SAMPLE.version1));
        unproven(() -> SAMPLE.verify(SAMPLE.version1, SAMPLE.version2, SAMPLE.version2));
        unproven(() -> SAMPLE.verify());
    }

    @Test
    void refusesAnotherLineAndAnotherRoot() {
        List<SignedRoster> chain = List.of(SAMPLE.version1, SAMPLE.version2);
        unproven(() -> RosterChain.verify("other-line", SAMPLE.version1.hash(), chain));
        unproven(() -> RosterChain.verify(SampleRosters.LINE, "0".repeat(64), chain));
        unproven(() -> RosterChain.verify(SampleRosters.LINE, "", chain));
    }

    @Test
    void refusesALeadWhoIsNoMemberOrHasAnotherKey() {
        RosterMembers without = new RosterMembers(
                SampleRosters.LINE, 2, SAMPLE.members2.members().subList(0, 1), "");
        unproven(() -> SAMPLE.verify(
                SAMPLE.version1, SAMPLE.signed(2, SAMPLE.second(without.bytes()).bytes(), without.bytes())));
        Member lead = SAMPLE.members2.members().get(0);
        Member rekeyed = new Member(
                lead.id(),
                lead.roles(),
                lead.desks(),
                HybridIdentity.generate(SAMPLE.random).recipient(),
                SAMPLE.stranger.verifyingKey(),
                lead.until());
        RosterMembers changed = new RosterMembers(
                SampleRosters.LINE,
                2,
                List.of(rekeyed, SAMPLE.members2.members().get(1)),
                "");
        unproven(() -> SAMPLE.verify(
                SAMPLE.version1, SAMPLE.signed(2, SAMPLE.second(changed.bytes()).bytes(), changed.bytes())));
    }

    @Test
    void refusesOneMemberTwice() {
        Member lead = SAMPLE.members2.members().get(0);
        RosterMembers twice = new RosterMembers(
                SampleRosters.LINE, 2, List.of(lead, SAMPLE.members2.members().get(1), lead), "");
        assertThat(Set.copyOf(twice.members())).hasSize(2);
        unproven(() -> SAMPLE.verify(
                SAMPLE.version1, SAMPLE.signed(2, SAMPLE.second(twice.bytes()).bytes(), twice.bytes())));
    }

    /** What both leads signed and still breaks a rule. */
    private static void unfit(RosterPublic one, Member... members) {
        RosterMembers part = new RosterMembers(SampleRosters.LINE, 2, List.of(members), "");
        RosterPublic open = new RosterPublic(
                one.line(),
                2,
                one.previous(),
                one.k(),
                one.leads(),
                one.desks(),
                one.recovery(),
                one.deposit(),
                Sha256.hex(part.bytes()));
        unproven(() -> SAMPLE.verify(SAMPLE.version1, SAMPLE.signed(2, open.bytes(), part.bytes())));
    }

    private static Member like(
            Member one, List<Role> roles, List<String> desks, HybridIdentity identity, VerifyingKey signing) {
        return new Member(one.id(), roles, desks, identity.recipient(), signing, one.until());
    }

    @Test
    void refusesAMemberWhoseKeyWasExchanged() {
        List<Member> all = SAMPLE.founded.memberPart().members();
        Member operator = all.get(2);
        HybridIdentity other = HybridIdentity.generate(SAMPLE.random);
        unfit(
                SAMPLE.public2,
                all.get(0),
                all.get(1),
                like(operator, operator.roles(), operator.desks(), other, operator.signing()));
        Member resigned = new Member(
                operator.id(),
                operator.roles(),
                operator.desks(),
                operator.recipient(),
                SAMPLE.stranger.verifyingKey(),
                operator.until());
        unfit(SAMPLE.public2, all.get(0), all.get(1), resigned);
    }

    @Test
    void refusesTwoMembersWithOneKey() {
        List<Member> all = SAMPLE.founded.memberPart().members();
        Member operator = all.get(2);
        Member twin = new Member(
                MemberId.generate(SAMPLE.random),
                operator.roles(),
                operator.desks(),
                operator.recipient(),
                SAMPLE.stranger.verifyingKey(),
                operator.until());
        unfit(SAMPLE.public2, all.get(0), all.get(1), operator, twin);
    }

    @Test
    void refusesALeadWhoMayNotSignAndAMemberWithoutRoleOrOfADeskThatIsNotThere() {
        List<Member> all = SAMPLE.founded.memberPart().members();
        HybridIdentity identity = HybridIdentity.generate(SAMPLE.random);
        VerifyingKey key = SAMPLE.stranger.verifyingKey();
        Member fresh = new Member(
                MemberId.generate(SAMPLE.random),
                List.of(Role.LEAD),
                List.of(),
                identity.recipient(),
                key,
                all.get(0).until());
        unfit(SAMPLE.public2, all.get(0), all.get(1), fresh);
        unfit(SAMPLE.public2, all.get(0), all.get(1), like(fresh, List.of(), List.of(), identity, key));
        unfit(
                SAMPLE.public2,
                all.get(0),
                all.get(1),
                like(fresh, List.of(Role.VERIFIER, Role.VERIFIER), List.of(), identity, key));
        unfit(
                SAMPLE.public2,
                all.get(0),
                all.get(1),
                like(fresh, List.of(Role.OPERATOR), List.of("elsewhere"), identity, key));
    }

    @Test
    void refusesADesksOtherKeyInTheSameEpochAndAnEpochThatSkipsOrRepeats() {
        Desk desk = SAMPLE.founded.publicPart().desks().get(0);
        HybridIdentity other = HybridIdentity.generate(SAMPLE.random);
        for (Desk forged : List.of(
                new Desk(desk.id(), desk.languages(), 1, other.recipient()),
                new Desk(desk.id(), desk.languages(), 3, other.recipient()),
                new Desk(desk.id(), desk.languages(), 2, desk.recipient()))) {
            RosterPublic one = SAMPLE.public2;
            RosterPublic open = new RosterPublic(
                    one.line(),
                    2,
                    one.previous(),
                    one.k(),
                    one.leads(),
                    List.of(forged),
                    one.recovery(),
                    one.deposit(),
                    one.members());
            unproven(() -> SAMPLE.verify(SAMPLE.version1, SAMPLE.signed(2, open.bytes(), SAMPLE.members2.bytes())));
        }
    }

    static Stream<String> memberFields() {
        return Stream.concat(
                Json.read(SAMPLE.members2.bytes()).keySet().stream(),
                Stream.of("id", "roles", "desks", "recipient", "signing", "until"));
    }

    @ParameterizedTest
    @MethodSource("memberFields")
    void refusesEachForgedMemberField(String field) {
        String exact = new String(SAMPLE.members2.bytes(), StandardCharsets.UTF_8);
        byte[] forged = (field.equals("members")
                        ? exact.replace("\"members\":[{", "\"members\":[{},{")
                        : Pattern.compile("(\"" + field + "\":\\[?\"?)(\\{?)(.)")
                                .matcher(exact)
                                .replaceFirst(start -> start.group(1)
                                        + start.group(2)
                                        + (start.group(3).equals("0") ? "1" : "0")))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(forged).isNotEqualTo(SAMPLE.members2.bytes());
        SignedRoster old = SAMPLE.version2;
        Map<String, byte[]> signatures = new LinkedHashMap<>();
        old.signers().forEach(by -> signatures.put(by, old.signature(by)));
        unproven(() -> SAMPLE.verify(SAMPLE.version1, new SignedRoster(old.publicPart(), forged, signatures)));
        if (!field.equals("names")) {
            unproven(() -> SAMPLE.verify(
                    SAMPLE.version1, SAMPLE.signed(2, SAMPLE.second(forged).bytes(), forged)));
        }
    }
}
