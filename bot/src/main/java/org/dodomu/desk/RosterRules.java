package org.dodomu.desk;

import static org.dodomu.desk.RosterChain.require;

import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.dodomu.crypto.HybridRecipient;

/** What a roster version must be like, whoever signed it. The browser's {@code crypto/roster.ts} has the same rules. */
final class RosterRules {

    private RosterRules() {}

    /** Nobody and nothing stands twice; the leads are exactly the members with that role; every desk named is there. */
    static void check(RosterPublic open, List<Member> members) {
        require(
                distinct(members, Member::id)
                        && distinct(members, member -> member.signing().encoded())
                        && distinct(members, member -> member.recipient().encoded()),
                "a member stands twice");
        require(distinct(open.desks(), Desk::id), "a desk stands twice");
        require(distinct(open.recovery(), HybridRecipient::encoded), "a recovery recipient stands twice");
        require(distinct(open.leads(), Lead::id), "a lead stands twice");
        List<String> named = open.leads().stream()
                .map(lead -> key(lead.id(), lead.signing().encoded()))
                .sorted()
                .toList();
        List<String> leading = members.stream()
                .filter(member -> member.is(Role.LEAD))
                .map(member -> key(member.id(), member.signing().encoded()))
                .sorted()
                .toList();
        require(named.equals(leading), "its leads are not its members");
        List<String> desks = open.desks().stream().map(Desk::id).toList();
        require(
                members.stream()
                        .allMatch(member -> !member.roles().isEmpty()
                                && distinct(member.roles(), role -> role)
                                && distinct(member.desks(), desk -> desk)
                                && desks.containsAll(member.desks())),
                "a member has no role, or a desk that is not there");
    }

    /**
     * Keys do not change under a name: a member with new keys is a new member, and a desk with a new key is at its next epoch. A desk whose key somebody loses, because they leave or have no role
     * there any more, gets a new one.
     */
    static void checkChange(VerifiedRoster before, RosterPublic open, List<Member> members) {
        require(
                members.stream().allMatch(member -> before.member(member.id().value())
                        .map(known -> known.signing()
                                        .encoded()
                                        .equals(member.signing().encoded())
                                && known.recipient()
                                        .encoded()
                                        .equals(member.recipient().encoded()))
                        .orElse(true)),
                "a member's key was exchanged");
        require(
                open.desks().stream().allMatch(desk -> before.publicPart().desks().stream()
                        .filter(known -> known.id().equals(desk.id()))
                        .allMatch(known -> follows(known, desk))),
                "a desk's key was exchanged");
        require(
                open.desks().stream().allMatch(desk -> before.publicPart().desks().stream()
                        .filter(known -> known.id().equals(desk.id()) && known.epoch() == desk.epoch())
                        .allMatch(known -> keptByAll(known, before.members(), members))),
                "a desk's key stayed although somebody who has it left");
    }

    /** The leads of the version before who lead in this one too. Only they may sign it: removing a lead takes k of the others. */
    static List<Lead> staying(VerifiedRoster before, RosterPublic open) {
        return before.publicPart().leads().stream()
                .filter(lead -> open.leads().stream().anyMatch(kept -> kept.id().equals(lead.id())))
                .toList();
    }

    private static boolean keptByAll(Desk desk, List<Member> before, List<Member> members) {
        return before.stream().filter(member -> member.holdsEpochOf(desk.id())).allMatch(member -> members.stream()
                .anyMatch(kept -> kept.id().equals(member.id()) && kept.holdsEpochOf(desk.id())));
    }

    private static boolean follows(Desk known, Desk desk) {
        boolean same = known.recipient().encoded().equals(desk.recipient().encoded());
        return same ? desk.epoch() == known.epoch() : desk.epoch() == known.epoch() + 1;
    }

    private static String key(MemberId id, String signing) {
        return id.value() + " " + signing;
    }

    private static <T> boolean distinct(List<T> all, Function<T, Object> by) {
        return new HashSet<>(all.stream().map(by).toList()).size() == all.size();
    }
}
