package org.dodomu.console;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.desk.EpochSeals;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Proposal;
import org.dodomu.desk.Proposals;
import org.dodomu.desk.SignedRoster;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where leads propose and sign the next roster. Their browsers make its bytes and their signatures; the server only checks and keeps. */
@RestController
class RosterEndpoint {

    private static final String HASH = "[0-9a-f]{64}";
    private static final int MOST_EPOCHS = 64;

    private final Proposals proposals;

    RosterEndpoint(Proposals proposals) {
        this.proposals = proposals;
    }

    record Seal(@Nullable String member, @Nullable String sealed) {}

    record Epoch(
            @Nullable String desk, int number, @Nullable List<Seal> seals) {}

    record Proposed(
            @Nullable String publicPart,
            @Nullable String memberPart,
            @Nullable List<Epoch> epochs,
            @Nullable String signature) {}

    record Name(String hash) {}

    @StepUp
    @PostMapping("/api/roster/proposals")
    Name propose(@RequestBody Proposed proposed, Member member) {
        Rights.toVouch(member);
        return new Name(proposals.propose(
                member.id(),
                Asked.base64(proposed.publicPart()),
                Asked.base64(proposed.memberPart()),
                epochs(proposed.epochs()),
                Asked.base64(proposed.signature())));
    }

    record Signed(@Nullable String signature, @Nullable List<Epoch> epochs) {}

    @StepUp
    @PostMapping("/api/roster/proposals/{hash}/signatures")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sign(@PathVariable("hash") String hash, @RequestBody Signed signed, Member member) {
        Rights.toVouch(member);
        proposals.sign(
                member.id(), Asked.matching(hash, HASH), Asked.base64(signed.signature()), epochs(signed.epochs()));
    }

    @PostMapping("/api/roster/proposals/{hash}/withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable("hash") String hash, Member member) {
        Rights.toVouch(member);
        proposals.withdraw(member.id(), Asked.matching(hash, HASH));
    }

    record Signature(String by, String sig) {}

    record Sealed(String desk, int number, List<String> members) {}

    record Open(
            String hash,
            int version,
            String by,
            String publicPart,
            String memberPart,
            List<Signature> signatures,
            List<Sealed> epochs) {}

    @GetMapping("/api/roster/proposals")
    List<Open> open(Member member) {
        Rights.toVouch(member);
        return proposals.open().stream().map(RosterEndpoint::open).toList();
    }

    private static Open open(Proposal proposal) {
        SignedRoster roster = proposal.roster();
        return new Open(
                proposal.hash(),
                proposal.version(),
                proposal.by().value(),
                base64(roster.publicPart()),
                base64(roster.memberPart()),
                roster.signers().stream()
                        .map(by -> new Signature(by, base64(roster.signature(by))))
                        .toList(),
                proposal.epochs().stream()
                        .map(epoch -> new Sealed(
                                epoch.desk(),
                                epoch.number(),
                                epoch.members().stream().map(MemberId::value).toList()))
                        .toList());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Seals as a browser sends them; absent means none. */
    static List<EpochSeals> epochs(@Nullable List<Epoch> sent) {
        if (sent == null) {
            return List.of();
        }
        if (sent.size() > MOST_EPOCHS) {
            throw new Malformed();
        }
        return sent.stream().map(RosterEndpoint::epoch).toList();
    }

    private static EpochSeals epoch(Epoch sent) {
        Map<MemberId, byte[]> seals = new LinkedHashMap<>();
        for (Seal seal : Asked.present(sent.seals())) {
            seals.put(Asked.member(seal.member()), Asked.base64(seal.sealed()));
        }
        try {
            return new EpochSeals(Asked.present(sent.desk()), sent.number(), seals);
        } catch (IllegalArgumentException malformed) {
            throw new Malformed();
        }
    }
}
