package org.dodomu.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The ASCII form of an age file: strict PEM (RFC 7468) with the label {@code AGE ENCRYPTED FILE}, 64 columns, white space only outside. */
public final class Armor {

    private static final String BEGIN = "-----BEGIN AGE ENCRYPTED FILE-----";
    private static final String END = "-----END AGE ENCRYPTED FILE-----";
    private static final int COLUMNS = 64;

    private Armor() {}

    public static String encode(byte[] file) {
        String body = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'}).encodeToString(file);
        return BEGIN + "\n" + body + "\n" + END + "\n";
    }

    /**
     * The binary file inside.
     *
     * @throws SealBroken when it is not strict armor
     */
    public static byte[] decode(String armored) {
        String text = trim(armored).replace("\r\n", "\n");
        if (text.equals(BEGIN + "\n" + END)) {
            return new byte[0];
        }
        if (!text.startsWith(BEGIN + "\n") || !text.endsWith("\n" + END)) {
            throw broken();
        }
        int end = text.length() - END.length() - 1;
        if (end < BEGIN.length() + 1) {
            throw broken();
        }
        String[] lines = text.substring(BEGIN.length() + 1, end).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean whole = lines[i].length() == COLUMNS;
            boolean shorter = i == lines.length - 1 && !lines[i].isEmpty() && lines[i].length() < COLUMNS;
            if (!whole && !shorter) {
                throw broken();
            }
        }
        return decodeBody(String.join("", lines));
    }

    private static byte[] decodeBody(String body) {
        try {
            byte[] bytes = Base64.getDecoder().decode(body.getBytes(StandardCharsets.ISO_8859_1));
            if (Base64.getEncoder().encodeToString(bytes).equals(body)) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            throw broken();
        }
        throw broken();
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && white(text.charAt(from))) {
            from++;
        }
        while (to > from && white(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean white(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static SealBroken broken() {
        return new SealBroken(SealBroken.Reason.ARMOR);
    }
}
