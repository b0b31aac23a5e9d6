package org.dodomu.console;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An authenticator with one passkey (ES256, attestation none) that says what a test wants it to say: honest as it is made, and wrong where a test makes it so. The bytes are those of Web
 * Authentication Level 3 §6.1, §6.5.4 and §5.8.1.
 */
final class TestAuthenticator {

    static final String ORIGIN = "https://console.example.org";
    private static final int USER_PRESENT = 1;
    private static final int USER_VERIFIED = 4;
    private static final int WITH_CREDENTIAL = 64;

    private final byte[] id = new byte[32];
    private final KeyPair pair;
    String origin = ORIGIN;
    String rpId = "console.example.org";
    String type = "";
    boolean verified = true;
    boolean framed;
    int count = 1;
    private byte[] handle = "0123456789abcdefghjkmnpqrstvwxyz".getBytes(StandardCharsets.US_ASCII);

    TestAuthenticator() {
        try {
            new SecureRandom().nextBytes(id);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.pair = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What the browser sends of a passkey made for these options. */
    Map<String, Object> make(Map<String, Object> options, String wrapped) {
        handle = Base64.getUrlDecoder().decode(String.valueOf(options.get("handle")));
        ByteArrayOutputStream attested = new ByteArrayOutputStream();
        attested.writeBytes(authenticatorData(WITH_CREDENTIAL));
        attested.writeBytes(new byte[16]);
        attested.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
        attested.writeBytes(id);
        attested.writeBytes(coseKey());
        byte[] attestation = concat(
                new byte[] {(byte) 0xa3},
                text("fmt"),
                text("none"),
                text("attStmt"),
                new byte[] {(byte) 0xa0},
                text("authData"),
                bytes(attested.toByteArray()));
        Map<String, Object> sent = new HashMap<>();
        sent.put("clientData", encode(clientData("webauthn.create", options)));
        sent.put("attestationObject", encode(attestation));
        sent.put("transports", List.of("usb"));
        sent.put("wrapped", wrapped);
        count++;
        return sent;
    }

    /** What the browser sends to prove the passkey. */
    Map<String, Object> prove(Map<String, Object> options) {
        byte[] client = clientData("webauthn.get", options);
        byte[] data = authenticatorData(0);
        Map<String, Object> sent = new HashMap<>();
        sent.put("id", encode(id));
        sent.put("clientData", encode(client));
        sent.put("authenticatorData", encode(data));
        sent.put("signature", encode(sign(concat(data, sha256(client)))));
        sent.put("userHandle", encode(handle));
        count++;
        return sent;
    }

    /** The handle of somebody else's ring. */
    void pretend(TestAuthenticator other) {
        handle = other.handle.clone();
    }

    private byte[] clientData(String honest, Map<String, Object> options) {
        String json = "{\"type\":\"" + (type.isEmpty() ? honest : type) + "\",\"challenge\":\""
                + options.get("challenge") + "\",\"origin\":\"" + origin + "\",\"crossOrigin\":" + framed + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int flags) {
        int all = USER_PRESENT | flags | (verified ? USER_VERIFIED : 0);
        return concat(
                sha256(rpId.getBytes(StandardCharsets.UTF_8)),
                new byte[] {(byte) all},
                ByteBuffer.allocate(4).putInt(count).array());
    }

    private byte[] coseKey() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        byte[] head = {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21};
        return concat(
                head,
                bytes(coordinate(key.getW().getAffineX())),
                new byte[] {0x22},
                bytes(coordinate(key.getW().getAffineY())));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] all = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, all.length);
        System.arraycopy(all, all.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] text(String text) {
        return concat(new byte[] {(byte) (0x60 + text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(byte[] bytes) {
        return concat(new byte[] {0x59, (byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
