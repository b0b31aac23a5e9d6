package org.dodomu.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What a file is by its first bytes, never by its name. */
public enum MagicType {
    JPEG,
    PNG,
    WEBP,
    GIF,
    HEIC,
    MP4,
    WEBM,
    OGG,
    MP3,
    WAV,
    PDF,
    ZIP,
    TEXT,
    UNKNOWN;

    /** How many bytes from the start are looked at. */
    public static final int LOOKS_AT = 4096;

    public static MagicType of(byte[] start) {
        String text = new String(start, 0, Math.min(start.length, 64), StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return GIF;
        }
        if (text.startsWith("%PDF-")) {
            return PDF;
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return ZIP;
        }
        return container(text, start);
    }

    private static MagicType container(String text, byte[] start) {
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
            return WAV;
        }
        if (text.startsWith("ftyp", 4)) {
            return text.startsWith("heic", 8) || text.startsWith("mif1", 8) || text.startsWith("heix", 8) ? HEIC : MP4;
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return WEBM;
        }
        if (text.startsWith("OggS")) {
            return OGG;
        }
        boolean frame = text.length() > 1 && text.charAt(0) == 0xff && (text.charAt(1) & 0xe6) == 0xe2;
        return text.startsWith("ID3") || frame ? MP3 : plain(start);
    }

    private static MagicType plain(byte[] start) {
        int length = Math.min(start.length, LOOKS_AT);
        for (int i = 0; i < length; i++) {
            if (start[i] >= 0 && start[i] < 32 && start[i] != '\n' && start[i] != '\r' && start[i] != '\t') {
                return UNKNOWN;
            }
        }
        for (int cut = 0; cut < Math.min(4, length); cut++) {
            try {
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(start, 0, length - cut));
                return TEXT;
            } catch (CharacterCodingException cutWithinACharacter) {
                continue;
            }
        }
        return UNKNOWN;
    }
}
