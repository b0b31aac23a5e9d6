package org.dodomu.crypto;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.crypto.generators.SCrypt;

/** A passphrase as the only recipient of a file ({@code age -p}). Secret. For members' key files. */
public final class ScryptRecipient implements Recipient {

    static final String STANZA = "scrypt";
    static final int SALT_BYTES = 16;

    private static final byte[] LABEL = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);

    private final byte[] passphrase;
    private final int logN;

    /**
     * A passphrase with its work factor.
     *
     * @param logN the binary logarithm of scrypt's N, 10 to 20; age's own default is 18
     */
    public ScryptRecipient(String passphrase, int logN) {
        if (logN < 10 || logN > ScryptIdentity.MAX_LOG_N) {
            throw new IllegalArgumentException("The work factor is 10 to 20");
        }
        this.passphrase = passphrase.getBytes(StandardCharsets.UTF_8);
        this.logN = logN;
    }

    @Override
    public Stanza wrap(byte[] fileKey, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] wrapped = WrapCipher.seal(wrapKey(passphrase, salt, logN), fileKey);
        return new Stanza(STANZA, List.of(CanonicalBase64.encode(salt), Integer.toString(logN)), wrapped);
    }

    static byte[] wrapKey(byte[] passphrase, byte[] salt, int logN) {
        byte[] labelled = Arrays.copyOf(LABEL, LABEL.length + salt.length);
        System.arraycopy(salt, 0, labelled, LABEL.length, salt.length);
        return SCrypt.generate(passphrase, labelled, 1 << logN, 8, 1, AgeFormat.KEY_BYTES);
    }

    @Override
    public Set<String> labels() {
        return Set.of("passphrase");
    }

    @Override
    public String toString() {
        return "ScryptRecipient[REDACTED]";
    }
}
