package org.dodomu.passkeys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dodomu.config.SignInSettings;
import org.dodomu.crypto.SealBroken;
import org.dodomu.desk.MemberId;
import org.springframework.stereotype.Component;

/**
 * Members' passkeys. An owner is a member id, also one that was only chosen for a candidate and stands in no roster yet: for an invitation call {@link #begin} and {@link #register} with the
 * candidate's id and something that only this browser knows (its session's id); {@link #drop} when the candidate never becomes a member.
 *
 * <p>A proof of a passkey is half of a sign-in: the proof of the member's key is the other, and the roster decides who is a member.
 */
@Component
public class Passkeys {

    private static final int MOST = 10;
    private static final int TRIES = 8;
    private static final String MAKE = "make";
    private static final String SIGN_IN = "sign-in";
    private static final String AGAIN = "again";

    private final SignInSettings settings;
    private final Clock clock;
    private final Rings rings;
    private final Askings askings;
    private final Verification verification;

    Passkeys(SignInSettings settings, Rings rings, SecureRandom random, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.rings = rings;
        this.askings = new Askings(random, clock);
        this.verification = new Verification(settings);
    }

    /** What the owner's browser needs to make a passkey. */
    public Wanted begin(MemberId owner, String browser) {
        Ring ring = rings.of(owner);
        return new Wanted(
                askings.ask(new Askings.For(MAKE, owner.value(), browser)),
                settings.rpId(),
                Encoded.of(ring.handle().getBytes(StandardCharsets.US_ASCII)),
                ring.handle().substring(0, 4),
                ring.keys().stream().map(Held::id).toList(),
                Verification.algorithms(),
                Askings.LIFE.toMillis());
    }

    /**
     * Keeps a passkey that the owner's browser made.
     *
     * @throws PasskeyRefused when it answers no challenge of this owner and browser, does not verify its user, is there already, or is one too many
     */
    public Passkey register(MemberId owner, String browser, NewPasskey sent) {
        String minute = clock.instant().truncatedTo(ChronoUnit.MINUTES).toString();
        Held made = verification
                .made(
                        sent,
                        challenge -> askings.answered(challenge, new Askings.For(MAKE, owner.value(), browser)),
                        minute)
                .orElseThrow(PasskeyRefused::new);
        for (int i = 0; i < TRIES; i++) {
            Ring ring = rings.of(owner);
            if (ring.keys().size() >= MOST || ring.key(made.id()).isPresent()) {
                throw new PasskeyRefused();
            }
            List<Held> keys = new ArrayList<>(ring.keys());
            keys.add(made);
            if (rings.write(ring, keys)) {
                return made.shown();
            }
        }
        throw new PasskeyRefused();
    }

    /** What a browser needs to sign in: nobody is named, and whoever asks gets the same. */
    public Asked ask(String browser) {
        return asked(new Askings.For(SIGN_IN, "", browser), List.of());
    }

    /** What a member's browser needs to prove a passkey again. */
    public Asked ask(MemberId member, String browser) {
        return asked(
                new Askings.For(AGAIN, member.value(), browser),
                rings.of(member).keys().stream().map(Held::id).toList());
    }

    private Asked asked(Askings.For what, List<String> allow) {
        return new Asked(askings.ask(what), settings.rpId(), allow, Askings.LIFE.toMillis());
    }

    /**
     * Whose passkey it was.
     *
     * @param wrapped the copy of the member's key file that this passkey's PRF opens, base64url; empty when there is none
     */
    public record Proven(MemberId member, String wrapped) {
        @Override
        public String toString() {
            return "Proven";
        }
    }

    /** Checks the answer to {@link #ask(String)}; empty for every kind of failure. */
    public Optional<Proven> prove(String browser, Assertion sent) {
        return prove(new Askings.For(SIGN_IN, "", browser), sent);
    }

    /** Checks the answer to {@link #ask(MemberId, String)}: true for a passkey of this member only. */
    public boolean proves(MemberId member, String browser, Assertion sent) {
        return prove(new Askings.For(AGAIN, member.value(), browser), sent)
                .filter(proven -> proven.member().equals(member))
                .isPresent();
    }

    private Optional<Proven> prove(Askings.For what, Assertion sent) {
        String challenge = verification.challenge(sent).orElse("");
        if (!askings.answered(challenge, what)) {
            return Optional.empty();
        }
        String handle = new String(Assertion.bytes(sent.userHandle()), StandardCharsets.UTF_8);
        for (int i = 0; i < TRIES; i++) {
            Optional<Ring> ring = unbroken(handle);
            Optional<Held> known = ring.flatMap(one -> one.key(Objects.requireNonNull(sent.id())));
            Optional<Held> used = known.flatMap(one -> verification.proven(one, challenge, sent));
            if (used.isEmpty()) {
                return Optional.empty();
            }
            if (used.equals(known) || rings.write(ring.get(), replaced(ring.get(), used.get()))) {
                return Optional.of(new Proven(ring.get().member(), used.get().wrapped()));
            }
        }
        return Optional.empty();
    }

    private Optional<Ring> unbroken(String handle) {
        try {
            return rings.find(handle);
        } catch (SealBroken changed) {
            return Optional.empty();
        }
    }

    private static List<Held> replaced(Ring ring, Held used) {
        return ring.keys().stream()
                .map(one -> one.id().equals(used.id()) ? used : one)
                .toList();
    }

    /** The member's passkeys, oldest first. */
    public List<Passkey> of(MemberId member) {
        return rings.of(member).keys().stream().map(Held::shown).toList();
    }

    /** True when a passkey is demanded of this member. A ring that was changed in the database counts. */
    public boolean has(MemberId member) {
        try {
            return !rings.of(member).keys().isEmpty();
        } catch (SealBroken changed) {
            return true;
        }
    }

    /**
     * Forgets one; one that is not there is no fault.
     *
     * @throws LastPasskey when the line requires one
     */
    public void remove(MemberId member, String name) {
        for (int i = 0; i < TRIES; i++) {
            Ring ring = rings.of(member);
            List<Held> left =
                    ring.keys().stream().filter(one -> !one.name().equals(name)).toList();
            if (left.size() == ring.keys().size()) {
                return;
            }
            if (left.isEmpty() && settings.required()) {
                throw new LastPasskey();
            }
            if (rings.write(ring, left)) {
                return;
            }
        }
        throw new PasskeyRefused();
    }

    /** Forgets all of them: of a member who was removed, or a candidate who was turned away. */
    public void drop(MemberId member) {
        rings.drop(member);
    }
}
