package org.dodomu.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Seals and opens age v1 files. Safe for use by many threads at once.
 *
 * <p>Sealing keeps content secret from everyone but the recipients; it does not say who sealed. Opening throws {@link SealBroken} for every wrong input.
 */
public final class Age {

    private final SecureRandom random;
    private final ChunkCipher.Maker ciphers;

    public Age(SecureRandom random) {
        this(random, ChunkCipher.fastest());
    }

    Age(SecureRandom random, ChunkCipher.Maker ciphers) {
        this.random = random;
        this.ciphers = ciphers;
    }

    public byte[] seal(RecipientSet recipients, byte[] plaintext) {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream(plaintext.length + 4096);
        try (SealingOutputStream out = sealing(recipients, sealed, plaintext.length)) {
            out.write(plaintext);
            out.finish();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sealed.toByteArray();
    }

    /** A stream that seals into {@code out}; its header is written at once. */
    public SealingOutputStream sealing(RecipientSet recipients, OutputStream out) throws IOException {
        return sealing(recipients, out, Long.MAX_VALUE);
    }

    private SealingOutputStream sealing(RecipientSet recipients, OutputStream out, long mostBytes) throws IOException {
        byte[] fileKey = randomBytes(AgeFormat.FILE_KEY_BYTES);
        byte[] nonce = randomBytes(AgeFormat.NONCE_BYTES);
        try {
            out.write(AgeHeader.encode(recipients.wrap(fileKey, random), fileKey));
            out.write(nonce);
            return new SealingOutputStream(out, ciphers.of(AgeFormat.payloadKey(fileKey, nonce)), mostBytes);
        } finally {
            Arrays.fill(fileKey, (byte) 0);
        }
    }

    /** Opens a whole file: all of it or nothing. */
    public byte[] open(byte[] sealed, Identity... identities) {
        try (InputStream in = opening(new ByteArrayInputStream(sealed), identities)) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw SealBroken.payload();
        }
    }

    public OpeningInputStream opening(InputStream sealed, Identity... identities) throws IOException {
        AgeHeader header = AgeHeader.read(sealed);
        byte[] fileKey = unwrap(header, identities);
        try {
            header.verify(fileKey);
            byte[] nonce = sealed.readNBytes(AgeFormat.NONCE_BYTES);
            if (nonce.length != AgeFormat.NONCE_BYTES) {
                throw SealBroken.header();
            }
            return new OpeningInputStream(sealed, ciphers.of(AgeFormat.payloadKey(fileKey, nonce)));
        } finally {
            Arrays.fill(fileKey, (byte) 0);
        }
    }

    /** True when these bytes begin with a well-formed header whose recipients are all post-quantum. Needs no key, and says nothing of the content. */
    public static boolean isPostQuantum(byte[] sealed) {
        try {
            List<Stanza> stanzas =
                    AgeHeader.read(new ByteArrayInputStream(sealed)).stanzas();
            return !stanzas.isEmpty() && stanzas.stream().allMatch(s -> HybridRecipient.STANZA.equals(s.type()));
        } catch (IOException | SealBroken malformed) {
            return false;
        }
    }

    private static byte[] unwrap(AgeHeader header, Identity... identities) {
        boolean passphrase = header.stanzas().stream().anyMatch(s -> ScryptRecipient.STANZA.equals(s.type()));
        if (passphrase && header.stanzas().size() != 1) {
            throw SealBroken.header();
        }
        for (Identity identity : identities) {
            Optional<byte[]> fileKey = identity.unwrap(header.stanzas());
            if (fileKey.isPresent()) {
                if (fileKey.get().length != AgeFormat.FILE_KEY_BYTES) {
                    throw SealBroken.header();
                }
                return fileKey.get();
            }
        }
        throw new SealBroken(SealBroken.Reason.NO_MATCH);
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
