package org.dodomu.crypto;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Seals what is written to it, in constant memory. Only {@link #finish()} makes the file openable: closing without it, or {@link #abort()}, leaves bytes that no key opens to the end.
 */
public final class SealingOutputStream extends OutputStream {

    private final OutputStream out;
    private final ChunkCipher cipher;
    private final ChunkNonce nonce = new ChunkNonce();
    private final byte[] chunk;
    private final byte[] result;
    private int filled;
    private boolean ended;

    /** @param mostBytes what will be written at most: a short text needs no buffer of a whole chunk */
    SealingOutputStream(OutputStream out, ChunkCipher cipher, long mostBytes) {
        this.out = out;
        this.cipher = cipher;
        this.chunk = new byte[(int) Math.min(mostBytes, AgeFormat.CHUNK_BYTES)];
        this.result = new byte[chunk.length + AgeFormat.TAG_BYTES];
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        open();
        int at = offset;
        int left = length;
        while (left > 0) {
            if (filled == chunk.length) {
                seal(chunk, 0, filled, false);
                filled = 0;
            }
            if (filled == 0 && left > chunk.length) {
                seal(bytes, at, chunk.length, false);
                at += chunk.length;
                left -= chunk.length;
                continue;
            }
            int part = Math.min(left, chunk.length - filled);
            System.arraycopy(bytes, at, chunk, filled, part);
            filled += part;
            at += part;
            left -= part;
        }
    }

    /** Writes the last chunk and flushes; does not close the stream below. */
    public void finish() throws IOException {
        open();
        ended = true;
        seal(chunk, 0, filled, true);
        java.util.Arrays.fill(chunk, (byte) 0);
        out.flush();
    }

    /** Gives up: what was written so far stays unopenable. */
    public void abort() {
        ended = true;
        java.util.Arrays.fill(chunk, (byte) 0);
    }

    /** Closes the stream below; without {@link #finish()} before, this is {@link #abort()}. */
    @Override
    public void close() throws IOException {
        if (!ended) {
            abort();
        }
        out.close();
    }

    private void seal(byte[] bytes, int offset, int length, boolean last) throws IOException {
        cipher.seal(nonce.of(last), bytes, offset, length, result);
        out.write(result, 0, length + AgeFormat.TAG_BYTES);
        nonce.advance();
    }

    private void open() throws IOException {
        if (ended) {
            throw new IOException("The sealed stream has ended");
        }
    }
}
