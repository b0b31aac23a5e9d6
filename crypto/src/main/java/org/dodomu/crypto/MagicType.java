package org.dodomu.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** What a file is by its first bytes, never by its name. */
public enum MagicType {
    JPEG,
    PNG,
    WEBP,
    GIF,
    HEIC,
    AVIF,
    /** MPEG-4 and its kin: QuickTime, 3GPP. */
    MP4,
    M4A,
    WEBM,
    OGG,
    MP3,
    AAC,
    AMR,
    WAV,
    PDF,
    /** The old binary Word; its container also holds other old Office files. */
    DOC,
    DOCX,
    ZIP,
    /** Among others an animated sticker (tgs). */
    GZIP,
    TEXT,
    UNKNOWN;

    /** How many bytes from the start are looked at. */
    public static final int LOOKS_AT = 4096;

    private static final Set<String> HEIF = Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

    /** The atoms that a QuickTime film of before 2004 may begin with. */
    private static final Set<String> OLD_QUICKTIME = Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

    public static MagicType of(byte[] start) {
        String text = new String(start, 0, Math.min(start.length, LOOKS_AT), StandardCharsets.ISO_8859_1);
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
            return word(text) ? DOCX : ZIP;
        }
        if (text.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
            return DOC;
        }
        if (text.startsWith("\u001f\u008b\b")) {
            return GZIP;
        }
        return container(text, start);
    }

    /** A Word document is a ZIP whose first parts are named as its standard says (ECMA-376): the list of types or of relations first, a part of the text soon after. */
    private static boolean word(String text) {
        boolean office = text.startsWith("[Content_Types].xml", 30) || text.startsWith("_rels/.rels", 30);
        for (int at = text.indexOf("PK\u0003\u0004"); office && at >= 0; at = text.indexOf("PK\u0003\u0004", at + 4)) {
            if (text.startsWith("word/", at + 30)) {
                return true;
            }
        }
        return false;
    }

    private static MagicType container(String text, byte[] start) {
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (text.startsWith("RIFF") && text.startsWith("WAVE", 8)) {
            return WAV;
        }
        if (text.length() >= 12 && text.startsWith("ftyp", 4)) {
            return brand(text.substring(8, 12));
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return WEBM;
        }
        if (text.startsWith("OggS")) {
            return OGG;
        }
        if (text.startsWith("#!AMR\n") || text.startsWith("#!AMR-WB\n")) {
            return AMR;
        }
        boolean old = text.length() >= 8 && OLD_QUICKTIME.contains(text.substring(4, 8));
        return old ? MP4 : stream(text, start);
    }

    private static MagicType brand(String brand) {
        if (HEIF.contains(brand)) {
            return HEIC;
        }
        if (brand.equals("avif") || brand.equals("avis")) {
            return AVIF;
        }
        return brand.equals("M4A ") || brand.equals("M4B ") ? M4A : MP4;
    }

    /** Sound without a container: it begins with a tag or with the twelve set bits of a frame. */
    private static MagicType stream(String text, byte[] start) {
        if (text.startsWith("ID3")) {
            return MP3;
        }
        int second = text.length() > 2 && text.charAt(0) == 0xff ? text.charAt(1) : 0;
        int third = second == 0 ? 0 : text.charAt(2);
        if ((second & 0xf6) == 0xf0 && (third >> 2 & 0xf) < 13) {
            return AAC;
        }
        boolean frame = (second & 0xe6) == 0xe2 && third >> 4 != 0xf && (third >> 2 & 3) != 3;
        return frame ? MP3 : plain(start);
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
