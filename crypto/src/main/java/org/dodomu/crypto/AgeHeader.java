package org.dodomu.crypto;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The header of an age file: version line, stanzas, and a MAC over all bytes up to {@code ---}. */
final class AgeHeader {

    private static final int COLUMNS = 64;
    private static final int MAC_CHARACTERS = 43;

    private final List<Stanza> stanzas;
    private final byte[] authenticated;
    private final byte[] mac;

    private AgeHeader(List<Stanza> stanzas, byte[] authenticated, byte[] mac) {
        this.stanzas = List.copyOf(stanzas);
        this.authenticated = authenticated;
        this.mac = mac;
    }

    List<Stanza> stanzas() {
        return stanzas;
    }

    void verify(byte[] fileKey) {
        if (!java.security.MessageDigest.isEqual(mac, AgeFormat.headerMac(fileKey, authenticated))) {
            throw new SealBroken(SealBroken.Reason.HMAC);
        }
    }

    static byte[] encode(List<Stanza> stanzas, byte[] fileKey) {
        StringBuilder text = new StringBuilder(AgeFormat.VERSION).append('\n');
        for (Stanza stanza : stanzas) {
            text.append("-> ").append(stanza.type());
            stanza.arguments().forEach(argument -> text.append(' ').append(argument));
            text.append('\n');
            String body = CanonicalBase64.encode(stanza.body());
            for (int at = 0; at <= body.length(); at += COLUMNS) {
                text.append(body, at, Math.min(at + COLUMNS, body.length())).append('\n');
            }
        }
        text.append("---");
        byte[] mac = AgeFormat.headerMac(fileKey, text.toString().getBytes(StandardCharsets.US_ASCII));
        text.append(' ').append(CanonicalBase64.encode(mac)).append('\n');
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static AgeHeader read(InputStream in) throws IOException {
        Lines lines = new Lines(in);
        if (!lines.next().equals(AgeFormat.VERSION)) {
            throw SealBroken.header();
        }
        List<Stanza> stanzas = new ArrayList<>();
        while (true) {
            String line = lines.next();
            if (line.startsWith("---")) {
                return new AgeHeader(stanzas, lines.upToMac(), mac(line));
            }
            if (stanzas.size() == AgeFormat.MAX_STANZAS) {
                throw SealBroken.header();
            }
            stanzas.add(stanza(line, lines));
        }
    }

    private static byte[] mac(String line) {
        if (!line.startsWith("--- ") || line.length() != 4 + MAC_CHARACTERS) {
            throw SealBroken.header();
        }
        return CanonicalBase64.decode(line.substring(4));
    }

    private static Stanza stanza(String line, Lines lines) throws IOException {
        if (!line.startsWith("-> ")) {
            throw SealBroken.header();
        }
        List<String> words = List.of(line.substring(3).split(" ", -1));
        boolean visible =
                words.stream().allMatch(word -> !word.isEmpty() && word.chars().allMatch(c -> c >= 33 && c <= 126));
        if (!visible) {
            throw SealBroken.header();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String part;
        do {
            part = lines.next();
            if (part.length() > COLUMNS) {
                throw SealBroken.header();
            }
            body.writeBytes(CanonicalBase64.decode(part));
        } while (part.length() == COLUMNS);
        return new Stanza(words.get(0), words.subList(1, words.size()), body.toByteArray());
    }

    /** Reads lines that end in one line feed, and remembers what it read. */
    private static final class Lines {
        private final InputStream in;
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private int lineStart;

        Lines(InputStream in) {
            this.in = in;
        }

        String next() throws IOException {
            lineStart = seen.size();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0 || seen.size() >= AgeFormat.MAX_HEADER_BYTES) {
                    throw SealBroken.header();
                }
                seen.write(c);
                line.append((char) c);
            }
            seen.write('\n');
            return line.toString();
        }

        byte[] upToMac() {
            return java.util.Arrays.copyOf(seen.toByteArray(), lineStart + 3);
        }
    }
}
