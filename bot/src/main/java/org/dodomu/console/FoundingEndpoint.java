package org.dodomu.console;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dodomu.config.LineSettings;
import org.dodomu.desk.Founding;
import org.dodomu.desk.FoundingState;
import org.dodomu.desk.Proposal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The founding, for those who hold its links and for nobody else. Strangers' requests are few a minute: {@link EntranceGate}. */
@RestController
class FoundingEndpoint {

    private static final String TOKEN = "[A-Za-z0-9_-]{43}";

    private final Founding founding;
    private final Enrolment enrolment;
    private final LineSettings line;

    FoundingEndpoint(Founding founding, Enrolment enrolment, LineSettings line) {
        this.founding = founding;
        this.enrolment = enrolment;
        this.line = line;
    }

    record Holder(@Nullable String token) {}

    record Setup(String line, String name, int founders, int recoveryHolders) {}

    @PostMapping("/api/founding/setup")
    Setup setup(@RequestBody Holder holder) {
        founding.requirePermitted(Asked.matching(holder.token(), TOKEN));
        return new Setup(line.id(), line.name(), founding.k() + 1, Founding.RECOVERY_HOLDERS);
    }

    record Begin(@Nullable String token, @Nullable List<String> seats) {}

    @PostMapping("/api/founding/begin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void begin(@RequestBody Begin begin) {
        founding.begin(Asked.matching(begin.token(), TOKEN), Asked.present(begin.seats()));
    }

    record Seat(
            String member,
            String recipient,
            String signing,
            @Nullable String recovery) {}

    record Draft(String hash, String publicPart, String memberPart, List<String> signers) {}

    record State(
            String line,
            String name,
            int k,
            String deposit,
            int own,
            int recoveryHolders,
            List<@Nullable Seat> seats,
            @Nullable Draft draft) {}

    @PostMapping("/api/founding/look")
    State look(@RequestBody Holder holder) {
        FoundingState state = founding.look(Asked.matching(holder.token(), TOKEN));
        return new State(
                line.id(),
                line.name(),
                founding.k(),
                founding.deposit().encoded(),
                state.own(),
                Founding.RECOVERY_HOLDERS,
                state.seats().stream().map(FoundingEndpoint::seat).toList(),
                state.draft().map(FoundingEndpoint::draft).orElse(null));
    }

    private static @Nullable Seat seat(Optional<FoundingState.Founder> founder) {
        return founder.map(one -> new Seat(
                        one.id().value(),
                        one.recipient().encoded(),
                        one.signing().encoded(),
                        one.recovery().map(recovery -> recovery.encoded()).orElse(null)))
                .orElse(null);
    }

    private static Draft draft(Proposal draft) {
        return new Draft(
                draft.hash(),
                Base64.getEncoder().encodeToString(draft.roster().publicPart()),
                Base64.getEncoder().encodeToString(draft.roster().memberPart()),
                draft.roster().signers());
    }

    record Join(
            @Nullable String token,
            @Nullable String member,
            @Nullable String recipient,
            @Nullable String signing,
            @Nullable String recovery) {}

    @PostMapping("/api/founding/join")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void join(@RequestBody Join join) {
        founding.join(
                Asked.matching(join.token(), TOKEN),
                new FoundingState.Founder(
                        Asked.member(join.member()),
                        Asked.recipient(join.recipient()),
                        Asked.signing(join.signing()),
                        Optional.ofNullable(join.recovery()).map(Asked::recipient)));
    }

    record Drafted(
            @Nullable String token,
            @Nullable String publicPart,
            @Nullable String memberPart,
            @Nullable List<RosterEndpoint.Epoch> epochs,
            @Nullable String signature) {}

    @PostMapping("/api/founding/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void draft(@RequestBody Drafted drafted) {
        String token = Asked.matching(drafted.token(), TOKEN);
        enrolment.requireReadyFounder(token);
        founding.draft(
                token,
                Asked.base64(drafted.publicPart()),
                Asked.base64(drafted.memberPart()),
                RosterEndpoint.epochs(drafted.epochs()),
                Asked.base64(drafted.signature()));
    }

    record Signed(
            @Nullable String token,
            @Nullable String hash,
            @Nullable String signature) {}

    @PostMapping("/api/founding/sign")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void sign(@RequestBody Signed signed) {
        String token = Asked.matching(signed.token(), TOKEN);
        enrolment.requireReadyFounder(token);
        founding.sign(token, Asked.matching(signed.hash(), "[0-9a-f]{64}"), Asked.base64(signed.signature()));
    }
}
