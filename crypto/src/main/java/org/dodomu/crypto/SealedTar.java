package org.dodomu.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A file as the line keeps it: an age file around a tar of {@code meta.json}, {@code original} (untouched) and {@code sum.json} with the original's length and SHA-256, padded with
 * zero blocks to a Padmé size. Opens with {@code age -d | tar x}.
 */
public final class SealedTar {

    private static final int BLOCK = 512;
    private static final int BUFFER = 64 * 1024;

    private SealedTar() {}

    /**
     * What was written.
     *
     * @param sealedLength bytes of the age file
     * @param sealedSha256 lower-case hex over the age file
     * @param originalSha256 lower-case hex over the original
     * @param type by the original's first bytes
     */
    public record Written(long sealedLength, String sealedSha256, String originalSha256, MagicType type) {}

    /**
     * Seals {@code lengthBytes} bytes of {@code content} as they stream, in constant memory.
     *
     * @throws LengthMismatch when the content has another length; nothing openable was written
     */
    public static Written write(
            Age age, RecipientSet recipients, byte[] metaJson, long lengthBytes, InputStream content, OutputStream out)
            throws IOException {
        MessageDigest sealedSum = Sha256.digest();
        Counting counted = new Counting(new DigestOutputStream(out, sealedSum));
        SealingOutputStream sealing = age.sealing(recipients, counted);
        try {
            Counting plain = new Counting(sealing);
            TarArchiveOutputStream tar = new TarArchiveOutputStream(plain);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            put(tar, "meta.json", metaJson);
            Copied copied = copy(tar, lengthBytes, content);
            put(tar, "sum.json", sum(lengthBytes, copied.sha256()));
            tar.finish();
            tar.flush();
            pad(plain);
            sealing.finish();
            return new Written(
                    counted.count, HexFormat.of().formatHex(sealedSum.digest()), copied.sha256(), copied.type());
        } catch (IOException | RuntimeException failed) {
            sealing.abort();
            throw failed;
        }
    }

    private record Copied(String sha256, MagicType type) {}

    private static byte[] sum(long length, String sha256) {
        return ("{\"length\":" + length + ",\"sha256\":\"" + sha256 + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] bytes) throws IOException {
        tar.putArchiveEntry(entry(name, bytes.length));
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, long length) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(length);
        entry.setModTime(new Date(0));
        entry.setMode(0600);
        return entry;
    }

    private static Copied copy(TarArchiveOutputStream tar, long length, InputStream content) throws IOException {
        MessageDigest digest = Sha256.digest();
        tar.putArchiveEntry(entry("original", length));
        byte[] start = content.readNBytes((int) Math.min(MagicType.LOOKS_AT, length));
        digest.update(start);
        tar.write(start);
        long left = length - start.length;
        byte[] buffer = new byte[BUFFER];
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new LengthMismatch();
            }
            digest.update(buffer, 0, read);
            tar.write(buffer, 0, read);
            left -= read;
        }
        if (content.read() >= 0) {
            throw new LengthMismatch();
        }
        tar.closeArchiveEntry();
        return new Copied(HexFormat.of().formatHex(digest.digest()), MagicType.of(start));
    }

    private static void pad(Counting plain) throws IOException {
        long blocks = (plain.count + BLOCK - 1) / BLOCK;
        byte[] zeros = new byte[BLOCK];
        for (long at = blocks; at < Padding.padme(blocks); at++) {
            plain.write(zeros, 0, BLOCK);
        }
    }

    /** What a sealed file held. The original may hold anything: never trust its type or name. */
    public static final class Content {
        private final byte[] metaJson;
        private final byte[] original;

        private Content(byte[] metaJson, byte[] original) {
            this.metaJson = metaJson;
            this.original = original;
        }

        public byte[] metaJson() {
            return metaJson.clone();
        }

        public byte[] original() {
            return original.clone();
        }
    }

    /**
     * Reads an opened tar into memory and checks its sum.
     *
     * @throws SealBroken when a part is missing or the sum does not fit
     */
    public static Content read(byte[] tarBytes) {
        ByteArrayOutputStream original = new ByteArrayOutputStream();
        try {
            return new Content(extract(new ByteArrayInputStream(tarBytes), original), original.toByteArray());
        } catch (IOException malformed) {
            throw SealBroken.content();
        }
    }

    /**
     * Reads an opened tar as it streams, in constant memory, writes the original to {@code out} and checks its sum.
     *
     * @return {@code meta.json}
     * @throws SealBroken when a part is missing or the sum does not fit: what was written is not the original
     */
    public static byte[] extract(InputStream opened, OutputStream out) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(opened);
        byte[] meta = part(tar, "meta.json").readAllBytes();
        MessageDigest digest = Sha256.digest();
        long length = part(tar, "original").transferTo(new DigestOutputStream(out, digest));
        byte[] sum = part(tar, "sum.json").readAllBytes();
        if (!Arrays.equals(sum, sum(length, HexFormat.of().formatHex(digest.digest())))) {
            throw SealBroken.content();
        }
        opened.transferTo(OutputStream.nullOutputStream());
        return meta;
    }

    private static TarArchiveInputStream part(TarArchiveInputStream tar, String name) throws IOException {
        TarArchiveEntry entry = tar.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw SealBroken.content();
        }
        return tar;
    }

    /** Counts what passes. */
    private static final class Counting extends java.io.FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
