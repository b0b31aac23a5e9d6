package org.dodomu.crypto;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The exact bytes that keys of the line sign: a domain line {@code dodomu/v1/<what>}, then one line a part, each ended by a line feed, UTF-8. */
public final class Statements {

    private Statements() {}

    /** Signed by the server when it takes an entry; the hash is lower-case hex over the sealed bytes. */
    public static byte[] deposit(String line, String caseNumber, String entryId, String sealedSha256) {
        return lines("deposit", line, caseNumber, entryId, sealedSha256);
    }

    /** Signed by a member's key to sign in; the nonce in lower-case hex. */
    public static byte[] signIn(String line, String member, String nonce) {
        return lines("sign-in", line, member, nonce);
    }

    /**
     * Signed by a founder's or a candidate's key under the passkey that their browser just made: the hash is lower-case hex over the text {@code clientData.attestationObject.wrapped}, each in
     * base64url.
     */
    public static byte[] passkey(String line, String member, String madeSha256) {
        return lines("passkey", line, member, madeSha256);
    }

    /** Signed by leads; the hash is lower-case hex over the public part's exact bytes. */
    public static byte[] roster(String line, int version, String publicSha256) {
        return lines("roster", line, Integer.toString(version), publicSha256);
    }

    /**
     * Signed by a member inside what they write: the hash is lower-case hex over the text's UTF-8 bytes. The text of labels is, for each label, its length in UTF-8 bytes in decimal, a colon, the
     * label and a line feed.
     */
    public static byte[] written(String line, String caseNumber, String kind, int seq, String textSha256) {
        return lines("written", line, caseNumber, kind, Integer.toString(seq), textSha256);
    }

    /** Signed by the server over a custody record's hash. */
    public static byte[] custody(String line, String caseNumber, String recordSha256) {
        return lines("custody", line, caseNumber, recordSha256);
    }

    private static byte[] lines(String what, String... parts) {
        StringBuilder text = new StringBuilder("dodomu/v1/").append(what).append('\n');
        for (String part : List.of(parts)) {
            if (part.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("A part of a statement is one line");
            }
            text.append(part).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
