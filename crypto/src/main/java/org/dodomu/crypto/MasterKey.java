package org.dodomu.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The line's master key: 32 random bytes with a 4-byte key id, and older ones that still open what they sealed. Everything else the server needs is derived from it. Secret.
 *
 * <p>Text form, a line a key, the current one first: {@code dodomu-master-1 <8 hex digits> <base64 of 32 bytes>}.
 */
public final class MasterKey implements AutoCloseable {

    private static final String MAGIC = "dodomu-master-1";
    private static final int BYTES = 32;
    private static final int ID_BYTES = 4;

    private final List<One> keys;

    private MasterKey(List<One> keys) {
        this.keys = List.copyOf(keys);
    }

    /** One key; never leaves this class. */
    static final class One {
        final byte[] id;
        private final byte[] bytes;

        One(byte[] id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        byte[] derive(Purpose purpose) {
            return AgeFormat.derive(bytes, new byte[0], purpose.label(), BYTES);
        }
    }

    /** A new key in its text form, one line. */
    public static String generate(SecureRandom random) {
        byte[] id = new byte[ID_BYTES];
        byte[] bytes = new byte[BYTES];
        random.nextBytes(id);
        random.nextBytes(bytes);
        return MAGIC + " " + HexFormat.of().formatHex(id) + " "
                + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when a line is not a master key; the message does not repeat it
     */
    public static MasterKey parse(String text) {
        List<One> keys = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            keys.add(one(line.trim().split(" ")));
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("The master key file is empty");
        }
        return new MasterKey(keys);
    }

    private static One one(String[] words) {
        try {
            if (words.length == 3 && words[0].equals(MAGIC)) {
                byte[] id = HexFormat.of().parseHex(words[1]);
                byte[] bytes = Base64.getDecoder().decode(words[2]);
                if (id.length == ID_BYTES && bytes.length == BYTES) {
                    return new One(id, bytes);
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("A line of the master key file is not a master key");
        }
        throw new IllegalArgumentException("A line of the master key file is not a master key");
    }

    public SecretBox box(Purpose purpose, SecureRandom random) {
        return new SecretBox(keys, purpose, random);
    }

    /** A keyed hash under the oldest key, so that what was found once is found after a rotation too. */
    public BlindIndex index(Purpose purpose) {
        return new BlindIndex(keys.get(keys.size() - 1).derive(purpose));
    }

    public SigningKey signing(Purpose purpose) {
        return SigningKey.ofSeed(keys.get(keys.size() - 1).derive(purpose));
    }

    @Override
    public void close() {
        keys.forEach(key -> Arrays.fill(key.bytes, (byte) 0));
    }

    @Override
    public String toString() {
        return "MasterKey[REDACTED]";
    }
}
