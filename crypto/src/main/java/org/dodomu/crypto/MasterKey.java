package org.dodomu.crypto;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The line's master key while the line runs: what is in its file, and which of its keys boxes are sealed under now. Takes a newer file without a restart. Safe for use by many threads at once.
 * Secret.
 */
public final class MasterKey implements AutoCloseable {

    private volatile MasterKeyFile file;
    private volatile Sealing sealing;
    private volatile Unknown unknown = id -> false;

    private MasterKey(MasterKeyFile file) {
        this.file = file;
        this.sealing = Sealing.forever(file.ids().get(0));
    }

    /** The key that boxes are sealed under, and until when that is certain, by {@link System#nanoTime()}. */
    private record Sealing(String id, Optional<Long> until) {
        static Sealing forever(String id) {
            return new Sealing(id, Optional.empty());
        }

        boolean certain() {
            return until.filter(end -> System.nanoTime() - end >= 0).isEmpty();
        }
    }

    /** Asked about a box under a key that is not here. */
    public interface Unknown {

        /** May take a newer file first; true when the line uses this key, so that it is missing here and not made up. */
        boolean inUse(String keyId);
    }

    /** A new key in its text form, one line. Secret. */
    public static String generate(SecureRandom random) {
        return MasterKeyFile.line(MasterKeyFile.generate(random));
    }

    /**
     * Reads the text form of {@link MasterKeyFile}; boxes are sealed under its first key.
     *
     * @throws IllegalArgumentException when it is not whole; the message does not repeat it
     */
    public static MasterKey parse(String text) {
        return new MasterKey(MasterKeyFile.parse(text));
    }

    /**
     * Takes a newer file. Boxes go on being sealed under the same key.
     *
     * @throws IllegalArgumentException when it is not whole or belongs to another line; the file before stays
     */
    public synchronized void take(String text) {
        MasterKeyFile newer = MasterKeyFile.parse(text);
        if (!newer.sameLine(file)) {
            throw new IllegalArgumentException("The master key file belongs to another line");
        }
        file = newer;
    }

    /** The ids of the keys that open boxes here, the wanted one first. Not secret. */
    public List<String> ids() {
        return file.ids();
    }

    /** The id of the key that boxes are sealed under here. Not secret. */
    public String sealsUnder() {
        return sealing.id();
    }

    /** From now on boxes are sealed under this key, for so long. Then {@link MasterKeyMissing} is thrown until this is called again. */
    public void sealUnder(String id, Duration certainFor) {
        sealing = new Sealing(id, Optional.of(System.nanoTime() + certainFor.toNanos()));
    }

    /** Whom to ask about keys that are not here. */
    public void whenUnknown(Unknown asked) {
        unknown = asked;
    }

    /** Whether boxes can be sealed now: which key is in use is certain, and it is here. */
    public boolean isInUseHere() {
        return inUse().isPresent();
    }

    private Optional<MasterKeyFile.One> inUse() {
        return Optional.of(sealing).filter(Sealing::certain).flatMap(one -> file.key(one.id()));
    }

    MasterKeyFile.One sealingKey() {
        return inUse().orElseThrow(MasterKeyMissing::new);
    }

    MasterKeyFile.One openingKey(String id) {
        Optional<MasterKeyFile.One> here = file.key(id);
        if (here.isPresent()) {
            return here.get();
        }
        boolean inUse = unknown.inUse(id);
        return file.key(id).orElseThrow(() -> inUse ? new MasterKeyMissing() : SealBroken.content());
    }

    /**
     * Boxes that a rotation seals anew.
     *
     * @throws IllegalArgumentException when the purpose is one that lasts
     */
    public SecretBox box(Purpose purpose, SecureRandom random) {
        if (purpose.lasts()) {
            throw new IllegalArgumentException("A lasting key is none for boxes");
        }
        return new SecretBox(this, purpose, random);
    }

    /** A keyed hash that a rotation does not change. */
    public BlindIndex index(Purpose purpose) {
        return new BlindIndex(file.lasting(purpose));
    }

    /** A signing key that a rotation does not change. */
    public SigningKey signing(Purpose purpose) {
        return SigningKey.ofSeed(file.lasting(purpose));
    }

    @Override
    public void close() {
        file.destroy();
    }

    @Override
    public String toString() {
        return "MasterKey[REDACTED]";
    }
}
