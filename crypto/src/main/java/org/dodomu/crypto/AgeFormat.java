package org.dodomu.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** Lengths of the age v1 format in bytes, and its key derivation (HKDF-SHA-256, RFC 5869). */
final class AgeFormat {

    static final String VERSION = "age-encryption.org/v1";
    static final int FILE_KEY_BYTES = 16;
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 16;
    static final int TAG_BYTES = 16;
    static final int CHUNK_BYTES = 64 * 1024;
    static final int MAX_HEADER_BYTES = 1 << 20;
    static final int MAX_STANZAS = 256;

    private AgeFormat() {}

    static byte[] derive(byte[] secret, byte[] salt, String info, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret, salt, info.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        byte[] key = new byte[length];
        hkdf.generateBytes(key, 0, length);
        return key;
    }

    static byte[] headerMac(byte[] fileKey, byte[] header) {
        byte[] key = derive(fileKey, new byte[0], "header", KEY_BYTES);
        return MacSha256.of(key, header);
    }

    static byte[] payloadKey(byte[] fileKey, byte[] nonce) {
        return derive(fileKey, nonce, "payload", KEY_BYTES);
    }
}
