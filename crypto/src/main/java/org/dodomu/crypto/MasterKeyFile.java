package org.dodomu.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;

/**
 * The text of the master key file. Immutable. Secret.
 *
 * <p>A line a key: {@code dodomu-master-1 <8 hex digits> <base64 of 32 bytes>}, the wanted one first. A file that was rotated begins with the key that lasts, from which those of each lasting
 * {@link Purpose} are derived: {@code dodomu-lasting-1 <base64 of 32 bytes>}, and ends with {@code dodomu-sum-1 <8 hex digits>}, the start of the SHA-256 of all lines before. So a file that was
 * cut short or whose lines changed places is refused. Without these lines the lasting key is derived from the last key; it gives no key for boxes back.
 */
public final class MasterKeyFile {

    static final int BYTES = 32;

    private static final String MASTER = "dodomu-master-1";
    private static final String LASTING = "dodomu-lasting-1";
    private static final String LASTING_LABEL = "dodomu/v1/lasting";
    private static final String SUM = "dodomu-sum-1";
    private static final int ID_BYTES = 4;

    private final List<One> keys;
    private final byte[] lasting;

    private MasterKeyFile(List<One> keys, byte[] lasting) {
        this.keys = List.copyOf(keys);
        this.lasting = lasting.clone();
    }

    /** One key that boxes are sealed under; never leaves this package. */
    static final class One {
        final String id;
        private final byte[] bytes;
        private final Map<Purpose, SecretKeySpec> boxes = new ConcurrentHashMap<>();

        One(String id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }

        SecretKeySpec box(Purpose purpose) {
            return boxes.computeIfAbsent(purpose, one -> new SecretKeySpec(derive(bytes, one.label()), "AES"));
        }
    }

    private static byte[] derive(byte[] key, String label) {
        return AgeFormat.derive(key, new byte[0], label, BYTES);
    }

    static One generate(SecureRandom random) {
        byte[] id = new byte[ID_BYTES];
        byte[] bytes = new byte[BYTES];
        random.nextBytes(id);
        random.nextBytes(bytes);
        return new One(HexFormat.of().formatHex(id), bytes);
    }

    static String line(One key) {
        return MASTER + " " + key.id + " " + base64(key.bytes) + "\n";
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when it is not whole; the message does not repeat it
     */
    public static MasterKeyFile parse(String text) {
        List<String> lines =
                text.lines().map(String::trim).filter(line -> !line.isEmpty()).toList();
        boolean rotated = lines.stream().anyMatch(line -> line.startsWith(LASTING) || line.startsWith(SUM));
        List<One> keys = new ArrayList<>();
        List<byte[]> lasting = new ArrayList<>();
        for (String line : rotated ? summed(lines) : lines) {
            String[] words = line.split(" ");
            if (words.length == 2 && words[0].equals(LASTING)) {
                lasting.add(bytes(words[1]));
            } else {
                keys.add(one(words));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("The master key file is empty");
        }
        if (keys.stream().map(key -> key.id).distinct().count() != keys.size()) {
            throw new IllegalArgumentException("The master key file holds a key twice");
        }
        if (!rotated) {
            lasting.add(derive(keys.get(keys.size() - 1).bytes, LASTING_LABEL));
        }
        if (lasting.size() != 1) {
            throw broken();
        }
        return new MasterKeyFile(keys, lasting.get(0));
    }

    private static List<String> summed(List<String> lines) {
        List<String> body = lines.subList(0, lines.size() - 1);
        if (!lines.get(lines.size() - 1).equals(sum(body))) {
            throw broken();
        }
        return body;
    }

    private static String sum(List<String> lines) {
        byte[] all = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
        return SUM + " " + Sha256.hex(all).substring(0, 2 * ID_BYTES);
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("The master key file was cut short or changed by hand");
    }

    private static One one(String[] words) {
        if (words.length != 3 || !words[0].equals(MASTER) || !words[1].matches("[0-9a-f]{8}")) {
            throw new IllegalArgumentException("A line of the master key file is not a master key");
        }
        return new One(words[1], bytes(words[2]));
    }

    private static byte[] bytes(String word) {
        try {
            byte[] bytes = Base64.getDecoder().decode(word);
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("A line of the master key file is not a master key");
        }
        throw new IllegalArgumentException("A line of the master key file is not a master key");
    }

    /** The ids of the keys that boxes are sealed under, the wanted one first. Not secret. */
    public List<String> ids() {
        return keys.stream().map(key -> key.id).toList();
    }

    Optional<One> key(String id) {
        return keys.stream().filter(key -> key.id.equals(id)).findFirst();
    }

    byte[] lasting(Purpose purpose) {
        if (!purpose.lasts()) {
            throw new IllegalArgumentException("A key for boxes is no lasting key");
        }
        return derive(lasting, purpose.label());
    }

    /** True when both files belong to the same line: what lasts is the same in both. */
    public boolean sameLine(MasterKeyFile other) {
        return MessageDigest.isEqual(lasting, other.lasting);
    }

    /** This file with a new key before all others. */
    public MasterKeyFile rotated(SecureRandom random) {
        List<One> all = new ArrayList<>(List.of(generate(random)));
        all.addAll(keys);
        return new MasterKeyFile(all, lasting);
    }

    /**
     * This file without a key; what lasts stays.
     *
     * @throws IllegalArgumentException when the key is not there, or is the wanted one
     */
    public MasterKeyFile without(String id) {
        if (ids().indexOf(id) < 1) {
            throw new IllegalArgumentException("Only a key behind the first can be taken out of the file");
        }
        return new MasterKeyFile(keys.stream().filter(key -> !key.id.equals(id)).toList(), lasting);
    }

    /** The text form with the lasting keys and the sum. Secret. */
    public String text(SecretAccess access) {
        List<String> lines = new ArrayList<>();
        lines.add(LASTING + " " + base64(lasting));
        keys.forEach(key -> lines.add(line(key).trim()));
        lines.add(sum(lines));
        return String.join("\n", lines) + "\n";
    }

    /** Overwrites the keys in memory. */
    void destroy() {
        keys.forEach(key -> Arrays.fill(key.bytes, (byte) 0));
        Arrays.fill(lasting, (byte) 0);
    }

    @Override
    public String toString() {
        return "MasterKeyFile[REDACTED]";
    }
}
