package org.dodomu.passkeys;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.challenge.Challenge;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dodomu.config.SignInSettings;

/**
 * The checks of Web Authentication Level 3 §7.1 and §7.2 by webauthn4j: origin, relying party, challenge, signature, counter, user presence and verification. Attestation is not asked for: which
 * maker's device a member holds is not the line's business. Every failure is the same.
 */
final class Verification {

    private static final List<PublicKeyCredentialParameters> KEYS =
            List.of(COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.RS256)
                    .stream()
                    .map(one -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, one))
                    .toList();

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager webauthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final Origins origins;
    private final String rpId;

    Verification(SignInSettings settings) {
        this.origins = new Origins(settings.origin());
        this.rpId = settings.rpId();
    }

    static List<Integer> algorithms() {
        return KEYS.stream()
                .map(one -> Math.toIntExact(one.getAlg().getValue()))
                .toList();
    }

    private ServerProperty server(Challenge challenge) {
        return ServerProperty.builder()
                .originPredicate(origins)
                .rpId(rpId)
                .challenge(challenge)
                .build();
    }

    private static String challenge(CollectedClientData client) {
        if (Boolean.TRUE.equals(client.getCrossOrigin())) {
            throw new IllegalArgumentException("Asked for in a frame of another origin");
        }
        return Encoded.of(client.getChallenge().getValue());
    }

    /**
     * Checks a passkey just made.
     *
     * @param asked whether this challenge waits for it; asked once
     */
    Optional<Held> made(NewPasskey sent, Predicate<String> asked, String minute) {
        try {
            RegistrationData data = webauthn.parse(new RegistrationRequest(
                    Encoded.bytes(Objects.requireNonNull(sent.attestationObject())),
                    Encoded.bytes(Objects.requireNonNull(sent.clientData())),
                    Set.copyOf(Objects.requireNonNull(sent.transports()))));
            String challenge = challenge(Objects.requireNonNull(data.getCollectedClientData()));
            if (!asked.test(challenge)) {
                return Optional.empty();
            }
            webauthn.verify(
                    data, new RegistrationParameters(server(new DefaultChallenge(challenge)), KEYS, true, true));
            AuthenticatorData<?> authenticator =
                    Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
            AttestedCredentialData credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
            byte[] key = converter.getCborConverter().writeValueAsBytes(credential.getCOSEKey());
            return Optional.of(new Held(
                    Encoded.of(credential.getCredentialId()),
                    Encoded.of(key),
                    authenticator.getSignCount(),
                    Objects.requireNonNull(sent.transports()),
                    authenticator.isFlagBE(),
                    authenticator.isFlagBS(),
                    minute,
                    Objects.requireNonNull(sent.wrapped())));
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    /** The challenge that an assertion answers; empty when it cannot be read. */
    Optional<String> challenge(Assertion sent) {
        try {
            return Optional.of(challenge(Objects.requireNonNull(parse(sent).getCollectedClientData())));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private AuthenticationData parse(Assertion sent) {
        return webauthn.parse(new AuthenticationRequest(
                Assertion.bytes(sent.id()),
                Assertion.bytes(sent.userHandle()),
                Assertion.bytes(sent.authenticatorData()),
                Assertion.bytes(sent.clientData()),
                Assertion.bytes(sent.signature())));
    }

    /** The passkey as it is to be kept from now on; empty when the assertion is not its own, or the user was not verified. */
    Optional<Held> proven(Held known, String challenge, Assertion sent) {
        try {
            AuthenticationData data = webauthn.verify(
                    parse(sent),
                    new AuthenticationParameters(
                            server(new DefaultChallenge(challenge)), record(known), null, true, true));
            AuthenticatorData<?> authenticator = Objects.requireNonNull(data.getAuthenticatorData());
            return Optional.of(known.used(authenticator.getSignCount(), authenticator.isFlagBS()));
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    private CredentialRecordImpl record(Held known) {
        COSEKey key = Objects.requireNonNull(
                converter.getCborConverter().readValue(Encoded.bytes(known.key()), COSEKey.class));
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                known.eligible(),
                known.synced(),
                known.count(),
                new AttestedCredentialData(AAGUID.ZERO, Encoded.bytes(known.id()), key),
                new AuthenticationExtensionsAuthenticatorOutputs<>(),
                null,
                null,
                null);
    }
}
