package org.dodomu.desk;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.desk.FoundingRefused.Why;
import org.dodomu.desk.FoundingState.Founder;

/** Roster version 1 is made of the founders and of nothing else. */
final class FoundingRules {

    private FoundingRules() {}

    static void check(
            String line,
            int k,
            VerifyingKey deposit,
            FoundingState state,
            SignedRoster roster,
            List<EpochSeals> epochs) {
        try {
            RosterPublic open = RosterPublic.parse(roster.publicPart());
            List<Member> members =
                    RosterChain.fitting(line, null, open, roster.memberPart()).members();
            boolean fits = open.k() == k
                    && open.deposit().equals(deposit)
                    && members.size() == state.founders().size()
                    && state.founders().stream().allMatch(one -> named(one, members))
                    && encoded(open.recovery())
                            .equals(encoded(state.founders().stream()
                                    .map(Founder::recovery)
                                    .flatMap(Optional::stream)
                                    .toList()))
                    && open.desks().stream().allMatch(desk -> desk.epoch() == 1 && sealed(desk, members, epochs));
            if (fits) {
                return;
            }
        } catch (RosterUnproven malformed) {
            throw new FoundingRefused(Why.UNFIT);
        }
        throw new FoundingRefused(Why.UNFIT);
    }

    private static boolean named(Founder one, List<Member> members) {
        return members.stream()
                .anyMatch(member -> member.id().equals(one.id())
                        && member.is(Role.LEAD)
                        && member.signing().equals(one.signing())
                        && member.recipient().encoded().equals(one.recipient().encoded()));
    }

    private static List<String> encoded(List<HybridRecipient> recipients) {
        return recipients.stream().map(HybridRecipient::encoded).toList();
    }

    private static boolean sealed(Desk desk, List<Member> members, List<EpochSeals> epochs) {
        Set<MemberId> holders = new HashSet<>();
        epochs.stream()
                .filter(epoch -> epoch.desk().equals(desk.id()) && epoch.number() == 1)
                .forEach(epoch -> holders.addAll(epoch.members()));
        Set<MemberId> needed = new HashSet<>();
        members.stream().filter(member -> member.holdsEpochOf(desk.id())).forEach(member -> needed.add(member.id()));
        return holders.equals(needed);
    }
}
