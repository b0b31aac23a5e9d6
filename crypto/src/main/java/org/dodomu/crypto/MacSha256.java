package org.dodomu.crypto;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** HMAC-SHA-256 (RFC 2104). */
final class MacSha256 {

    static final int BYTES = 32;

    private MacSha256() {}

    static byte[] of(byte[] key, byte[]... parts) {
        HMac mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(key));
        for (byte[] part : parts) {
            mac.update(part, 0, part.length);
        }
        byte[] tag = new byte[BYTES];
        mac.doFinal(tag, 0);
        return tag;
    }
}
