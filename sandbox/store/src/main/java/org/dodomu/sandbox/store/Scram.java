package org.dodomu.sandbox.store;

import com.ongres.scram.common.ClientFirstMessage;
import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.ServerFinalMessage;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.StringPreparation;
import com.ongres.scram.common.exception.ScramParseException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The one user of the store, and how a client proves that it knows the password: SCRAM-SHA-256, RFC 7677. */
final class Scram {

    static final String MECHANISM = "SCRAM-SHA-256";
    static final String USER = "sandbox";

    private static final ScramMechanism SHA_256 = ScramMechanism.SCRAM_SHA_256;
    private static final int PASSWORD_BYTES = 32;
    private static final int LEAST_PASSWORD = 32;
    private static final int SALT_BYTES = 28;
    private static final int NONCE_CHARACTERS = 32;

    /** The least that drivers accept; stretching adds nothing to 256 random bits. */
    private static final int ITERATIONS = 4096;

    private static final String NO_CHANNEL_BINDING = "biws";

    private final SecureRandom random;
    private final String password;
    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    /** @param password letters and digits, minus and underline; random enough that nobody guesses it */
    Scram(SecureRandom random, String password) {
        if (password.length() < LEAST_PASSWORD || !password.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("The password of the embedded store is too short or not safe in a URI");
        }
        this.random = random;
        this.password = password;
        this.salt = ScramFunctions.salt(SALT_BYTES, random);
        byte[] salted = ScramFunctions.saltedPassword(
                SHA_256, StringPreparation.NO_PREPARATION, password.toCharArray(), salt, ITERATIONS);
        this.storedKey = ScramFunctions.storedKey(SHA_256, ScramFunctions.clientKey(SHA_256, salted));
        this.serverKey = ScramFunctions.serverKey(SHA_256, salted);
    }

    static String newPassword(SecureRandom random) {
        byte[] secret = new byte[PASSWORD_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Secret. Safe in a URI. */
    String password() {
        return password;
    }

    Exchange exchange() {
        return new Exchange();
    }

    /** The two steps of one proof; a step out of turn or a wrong proof fails, and ends it. */
    final class Exchange {

        private @Nullable ClientFirstMessage clientFirst;
        private @Nullable ServerFirstMessage serverFirst;

        /** @throws MongoServerError code 18 */
        byte[] first(byte[] message) {
            try {
                ClientFirstMessage parsed = ClientFirstMessage.parseFrom(text(message));
                ServerFirstMessage answer = new ServerFirstMessage(
                        parsed.getClientNonce(),
                        ScramFunctions.nonce(NONCE_CHARACTERS, random),
                        Base64.getEncoder().encodeToString(salt),
                        ITERATIONS);
                clientFirst = parsed;
                serverFirst = answer;
                return bytes(answer.toString());
            } catch (ScramParseException | IllegalArgumentException unreadable) {
                throw failed();
            }
        }

        /** @throws MongoServerError code 18 */
        byte[] last(byte[] message) {
            ClientFirstMessage first = clientFirst;
            ServerFirstMessage answered = serverFirst;
            clientFirst = null;
            if (first == null || answered == null || !first.getUsername().equals(USER)) {
                throw failed();
            }
            String opening = "c=" + NO_CHANNEL_BINDING + ",r=" + answered.getNonce() + ",p=";
            String text = text(message);
            if (first.isChannelBindingRequired() || !text.startsWith(opening)) {
                throw failed();
            }
            String proven = ScramFunctions.authMessage(first, answered, null);
            if (!ScramFunctions.verifyClientProof(
                    SHA_256, proof(text.substring(opening.length())), storedKey, proven)) {
                throw failed();
            }
            byte[] signature = ScramFunctions.serverSignature(SHA_256, serverKey, proven);
            return bytes(new ServerFinalMessage(signature).toString());
        }

        private byte[] proof(String encoded) {
            try {
                byte[] proof = Base64.getDecoder().decode(encoded);
                if (proof.length == storedKey.length) {
                    return proof;
                }
            } catch (IllegalArgumentException unreadable) {
                throw failed();
            }
            throw failed();
        }
    }

    private static MongoServerError failed() {
        return new MongoServerError(18, "AuthenticationFailed", "Authentication failed.");
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }
}
