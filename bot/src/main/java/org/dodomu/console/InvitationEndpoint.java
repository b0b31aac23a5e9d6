package org.dodomu.console;

import java.time.Instant;
import java.util.List;
import org.dodomu.cases.CaseUnknown;
import org.dodomu.config.LineSettings;
import org.dodomu.desk.Desk;
import org.dodomu.desk.Invitation;
import org.dodomu.desk.Invitations;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.dodomu.passkeys.FormerOwners;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations: leads make and see them, the invited person answers once. */
@RestController
class InvitationEndpoint {

    private static final String TOKEN = "[A-Za-z0-9_-]{43}";
    private static final String HASH = "[0-9a-f]{64}";
    private static final String SEALED = "[A-Za-z0-9+/=]{100,90000}";

    private final Invitations invitations;
    private final Enrolment enrolment;
    private final FormerOwners owners;
    private final Rosters rosters;
    private final LineSettings line;

    InvitationEndpoint(
            Invitations invitations, Enrolment enrolment, FormerOwners owners, Rosters rosters, LineSettings line) {
        this.invitations = invitations;
        this.enrolment = enrolment;
        this.owners = owners;
        this.rosters = rosters;
        this.line = line;
    }

    record Invite(
            @Nullable String hash,
            @Nullable List<String> roles,
            @Nullable List<String> desks) {}

    @PostMapping("/api/invitations")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void invite(@RequestBody Invite invite, Member member) {
        Rights.toVouch(member);
        List<Role> roles = Asked.present(invite.roles()).stream()
                .distinct()
                .map(Asked::role)
                .toList();
        List<String> known =
                rosters.current().publicPart().desks().stream().map(Desk::id).toList();
        List<String> desks = Asked.present(invite.desks()).stream().distinct().toList();
        if (roles.isEmpty() || !known.containsAll(desks)) {
            throw new Malformed();
        }
        if (!invitations.invite(member.id(), Asked.matching(invite.hash(), HASH), roles, desks)) {
            throw new Malformed();
        }
    }

    record Answer(String member, String recipient, String signing, String sealed) {}

    record Open(
            String hash,
            String by,
            List<String> roles,
            List<String> desks,
            Instant until,
            @Nullable Answer candidate) {}

    /** Whom the line could not let in yet has not answered to the end: leads vet nobody who would stay outside. */
    @GetMapping("/api/invitations")
    List<Open> open(Member member) {
        Rights.toVouch(member);
        return invitations.open().stream().map(this::open).toList();
    }

    private Open open(Invitation one) {
        return new Open(
                one.hash(),
                one.by().value(),
                one.roles().stream().map(Role::code).toList(),
                one.desks(),
                one.until(),
                one.candidate()
                        .filter(candidate -> enrolment.isReady(candidate.id()))
                        .map(candidate -> new Answer(
                                candidate.id().value(),
                                candidate.recipient().encoded(),
                                candidate.signing().encoded(),
                                candidate.sealed()))
                        .orElse(null));
    }

    @PostMapping("/api/invitations/{hash}/withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(@PathVariable("hash") String hash, Member member) {
        Rights.toVouch(member);
        invitations.withdraw(Asked.matching(hash, HASH));
        owners.tend();
    }

    record Holder(@Nullable String token) {}

    record Invited(
            String line,
            String name,
            String root,
            List<String> roles,
            List<String> desks,
            List<String> leads,
            boolean answered) {}

    /** What the invited person's browser must know; the lead's link says which keys the leads have, so that it need not believe these. */
    @PostMapping("/api/invitations/look")
    Invited look(@RequestBody Holder holder) {
        Invitation one = known(Asked.matching(holder.token(), TOKEN));
        return new Invited(
                line.id(),
                line.name(),
                rosters.root(),
                one.roles().stream().map(Role::code).toList(),
                one.desks(),
                rosters.current().members().stream()
                        .filter(member -> member.is(Role.LEAD))
                        .map(member -> member.recipient().encoded())
                        .toList(),
                one.candidate().isPresent());
    }

    private Invitation known(String token) {
        return invitations.look(token).orElseThrow(CaseUnknown::new);
    }

    record Answered(
            @Nullable String token,
            @Nullable String member,
            @Nullable String recipient,
            @Nullable String signing,
            @Nullable String sealed) {}

    @PostMapping("/api/invitations/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void answer(@RequestBody Answered answered) {
        String token = Asked.matching(answered.token(), TOKEN);
        known(token);
        Invitation.Candidate candidate = new Invitation.Candidate(
                Asked.member(answered.member()),
                Asked.recipient(answered.recipient()),
                Asked.signing(answered.signing()),
                Asked.matching(answered.sealed(), SEALED));
        if (!invitations.answer(token, candidate)) {
            throw new CaseUnknown();
        }
    }
}
