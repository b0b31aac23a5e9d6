package org.dodomu.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Opens a sealed stream chunk by chunk. Each byte it hands out is authentic, but the whole is complete only when it has returned -1: a file that was cut short ends in
 * {@link SealBroken}, never in -1.
 */
public final class OpeningInputStream extends InputStream {

    private final InputStream in;
    private final ChunkCipher cipher;
    private final ChunkNonce nonce = new ChunkNonce();
    private final byte[] sealed = new byte[AgeFormat.CHUNK_BYTES + AgeFormat.TAG_BYTES];
    private byte[] chunk = new byte[0];
    private int at;
    private boolean last;

    OpeningInputStream(InputStream in, ChunkCipher cipher) {
        this.in = in;
        this.cipher = cipher;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int part = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, bytes, offset, part);
        at += part;
        return part;
    }

    private boolean fill() throws IOException {
        while (at == chunk.length) {
            if (last) {
                refuseTrailingBytes();
                return false;
            }
            next();
        }
        return true;
    }

    private void refuseTrailingBytes() throws IOException {
        if (in.read() >= 0) {
            throw SealBroken.payload();
        }
    }

    private void next() throws IOException {
        int length = in.readNBytes(sealed, 0, sealed.length);
        boolean whole = length == sealed.length;
        if (length == 0 || !whole && !nonce.first() && length <= AgeFormat.TAG_BYTES) {
            throw SealBroken.payload();
        }
        Optional<byte[]> opened = whole ? cipher.open(nonce.of(false), sealed, length) : Optional.empty();
        if (opened.isEmpty()) {
            last = true;
            opened = cipher.open(nonce.of(true), sealed, length);
        }
        chunk = opened.orElseThrow(SealBroken::payload);
        at = 0;
        nonce.advance();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
