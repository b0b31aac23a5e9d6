package org.dodomu.console;

import java.util.List;
import java.util.Optional;
import org.dodomu.cases.CaseUnknown;
import org.dodomu.config.SignInSettings;
import org.dodomu.crypto.VerifyingKey;
import org.dodomu.desk.FormerMembers;
import org.dodomu.desk.Founding;
import org.dodomu.desk.FoundingState;
import org.dodomu.desk.Invitation;
import org.dodomu.desk.Invitations;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Rosters;
import org.dodomu.passkeys.Passkeys;
import org.springframework.stereotype.Component;

/**
 * Who may make a passkey without a sign-in: a founder who joined, while nothing is founded, and a candidate who answered, while the invitation waits. Each for the id that their own answer named, when
 * nobody else has, had or answered with that id.
 */
@Component
class Enrolment {

    private final Founding founding;
    private final Invitations invitations;
    private final Rosters rosters;
    private final FormerMembers former;
    private final Passkeys passkeys;
    private final SignInSettings settings;

    Enrolment(
            Founding founding,
            Invitations invitations,
            Rosters rosters,
            FormerMembers former,
            Passkeys passkeys,
            SignInSettings settings) {
        this.founding = founding;
        this.invitations = invitations;
        this.rosters = rosters;
        this.former = former;
        this.passkeys = passkeys;
        this.settings = settings;
    }

    /** Whose link it is, and the key that their answer brought. */
    record Newcomer(MemberId id, VerifyingKey signing) {}

    /**
     * Whom this link may make passkeys for.
     *
     * @throws CaseUnknown for a link that is unknown, was not answered or is over
     */
    Newcomer behind(String token) {
        return (rosters.root().isEmpty() ? founder(token) : candidate(token)).orElseThrow(CaseUnknown::new);
    }

    private Optional<Newcomer> founder(String token) {
        FoundingState state = founding.look(token);
        List<FoundingState.Founder> joined =
                state.seats().stream().flatMap(Optional::stream).toList();
        return state.seats()
                .get(state.own())
                .filter(own ->
                        joined.stream().noneMatch(one -> one != own && one.id().equals(own.id())))
                .map(own -> new Newcomer(own.id(), own.signing()));
    }

    private Optional<Newcomer> candidate(String token) {
        return invitations
                .look(token)
                .filter(this::isNobodyElses)
                .flatMap(Invitation::candidate)
                .map(own -> new Newcomer(own.id(), own.signing()));
    }

    private boolean isNobodyElses(Invitation invitation) {
        return invitation
                .candidate()
                .map(Invitation.Candidate::id)
                .filter(id -> rosters.current().member(id.value()).isEmpty())
                .filter(id -> !former.ids().contains(id.value()))
                .filter(id -> invitations.open().stream()
                        .filter(one -> !one.hash().equals(invitation.hash()))
                        .flatMap(one -> one.candidate().stream())
                        .noneMatch(other -> other.id().equals(id)))
                .isPresent();
    }

    /** Whether this newcomer could sign in, once they are a member. */
    boolean isReady(MemberId newcomer) {
        return !settings.required() || passkeys.has(newcomer);
    }

    /**
     * Lets a founder sign only with whom the line would let in.
     *
     * @throws PasskeyNeeded when a passkey is required and they have none
     */
    void requireReadyFounder(String token) {
        FoundingState state = founding.look(token);
        if (state.seats().get(state.own()).filter(own -> !isReady(own.id())).isPresent()) {
            throw new PasskeyNeeded(PasskeyNeeded.MISSING);
        }
    }
}
