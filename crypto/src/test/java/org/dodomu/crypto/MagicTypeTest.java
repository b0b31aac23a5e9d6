package org.dodomu.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What phones and Telegram send, made here as their formats prescribe. */
class MagicTypeTest {

    private static final Random RANDOM = new Random(7);

    @ParameterizedTest
    @CsvSource({"jpeg,JPEG", "png,PNG", "gif,GIF"})
    void knowsPictures(String format, MagicType type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, out))
                .isTrue();
        assertThat(MagicType.of(out.toByteArray())).isEqualTo(type);
    }

    @Test
    void knowsRiffByWhatItHolds() throws IOException {
        byte[] webp = riff("WEBP", "VP8L");
        ByteArrayOutputStream wav = new ByteArrayOutputStream();
        AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(new byte[320]), format, 160),
                AudioFileFormat.Type.WAVE,
                wav);

        assertThat(MagicType.of(webp)).isEqualTo(MagicType.WEBP);
        assertThat(MagicType.of(wav.toByteArray())).isEqualTo(MagicType.WAV);
        assertThat(MagicType.of(riff("AVI ", "LIST"))).isEqualTo(MagicType.UNKNOWN);
    }

    private static byte[] riff(String form, String chunk) {
        ByteBuffer riff = ByteBuffer.allocate(64).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return riff.put(ascii("RIFF"))
                .putInt(56)
                .put(ascii(form))
                .put(ascii(chunk))
                .putInt(44)
                .array();
    }

    @ParameterizedTest
    @CsvSource({
        "heic,HEIC",
        "heix,HEIC",
        "hevc,HEIC",
        "mif1,HEIC",
        "msf1,HEIC",
        "avif,AVIF",
        "avis,AVIF",
        "isom,MP4",
        "iso5,MP4",
        "mp42,MP4",
        "MSNV,MP4",
        "3gp4,MP4",
        "3gp5,MP4",
        "'qt  ',MP4",
        "'M4V ',MP4",
        "'M4A ',M4A",
        "'M4B ',M4A"
    })
    void knowsAnIsoContainerByItsBrand(String brand, MagicType type) {
        assertThat(MagicType.of(box("ftyp", ascii(brand + "\0\0\2\0" + brand)))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moov", "mdat", "wide", "free", "skip", "pnot"})
    void knowsAnOldFilmWithoutABrand(String first) {
        assertThat(MagicType.of(box(first, random(64)))).isEqualTo(MagicType.MP4);
    }

    private static byte[] box(String kind, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(ascii(kind))
                .put(content)
                .array();
    }

    @ParameterizedTest
    @CsvSource({
        "1a45dfa39f4286810142f7810142f2810442f381084282847765626d,WEBM",
        "4f67675300020000000000000000c9a1b2c300000000b1f0e2d301134f70757348656164010138,OGG",
        "4944330400000000002354535345,MP3",
        "fffb9064000000,MP3",
        "fff344c4000000,MP3",
        "ffe318c4000000,MP3",
        "fff15080037ffc,AAC",
        "fff94c80037ffc,AAC",
        "2321414d520a3c0899c3,AMR",
        "2321414d522d57420a240800,AMR"
    })
    void knowsSoundAndFilmByTheirFirstFrame(String hex, MagicType type) {
        assertThat(MagicType.of(HexFormat.of().parseHex(hex))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fffbf064", "fffb9c64", "fff1f480", "fffe6100", "ffff", "ff"})
    void doesNotTakeEveryRowOfSetBitsForSound(String hex) {
        assertThat(MagicType.of(HexFormat.of().parseHex(hex))).isEqualTo(MagicType.UNKNOWN);
    }

    @Test
    void knowsPapersOldAndNew() throws IOException {
        byte[] old = Arrays.copyOf(HexFormat.of().parseHex("d0cf11e0a1b11ae1"), 512);

        assertThat(MagicType.of(ascii("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"))).isEqualTo(MagicType.PDF);
        assertThat(MagicType.of(old)).isEqualTo(MagicType.DOC);
        assertThat(MagicType.of(zip("[Content_Types].xml", "_rels/.rels", "word/document.xml")))
                .isEqualTo(MagicType.DOCX);
        assertThat(MagicType.of(zip("_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels")))
                .isEqualTo(MagicType.DOCX);
    }

    @Test
    void takesNoOtherArchiveForADocument() throws IOException {
        List<byte[]> archives = List.of(
                zip("word/document.xml"),
                zip("holiday.jpg", "word/document.xml"),
                zip("[Content_Types].xml", "xl/workbook.xml"),
                zip("META-INF/MANIFEST.MF"));
        assertThat(archives).allSatisfy(one -> assertThat(MagicType.of(one)).isEqualTo(MagicType.ZIP));
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(random(300));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    @Test
    void knowsAnAnimatedSticker() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream tgs = new GZIPOutputStream(out)) {
            tgs.write(ascii("{\"tgs\":1,\"v\":\"5.5.2\",\"fr\":60,\"w\":512,\"h\":512,\"layers\":[]}"));
        }
        assertThat(MagicType.of(out.toByteArray())).isEqualTo(MagicType.GZIP);
    }

    @Test
    void neverGuessesFromAFewBytes() {
        byte[][] whole = {
            box("ftyp", ascii("heic\0\0\0\0heic")),
            riff("WEBP", "VP8 "),
            HexFormat.of().parseHex("89504e470d0a1a0a"),
            HexFormat.of().parseHex("d0cf11e0a1b11ae1")
        };
        for (byte[] one : whole) {
            for (int cut = 0; cut < 8; cut++) {
                assertThat(MagicType.of(Arrays.copyOf(one, cut))).isIn(MagicType.UNKNOWN, MagicType.TEXT);
            }
        }
    }

    @Test
    void looksAtNothingBehindItsLimit() {
        byte[] text = new byte[MagicType.LOOKS_AT + 100];
        Arrays.fill(text, (byte) 'a');
        text[MagicType.LOOKS_AT + 50] = 0;
        assertThat(MagicType.of(text)).isEqualTo(MagicType.TEXT);
    }

    @Test
    void answersWhateverItIsGiven() {
        for (int i = 0; i < 20_000; i++) {
            assertThat(MagicType.of(random(RANDOM.nextInt(40)))).isNotNull();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
