package org.dodomu.sandbox.line.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dodomu.crypto.Sha256;
import org.dodomu.sandbox.telegram.Control;

/** What one person has to tell and to send: words that are found again wherever they should not be, files of up to 20 MB, places. */
final class Belongings {

    private static final int LARGEST = 20 << 20;

    private final Control people;
    private final String mark;
    private int number;

    /** @param mark stands in all words of this person and in nobody else's */
    Belongings(Control people, String mark) {
        this.people = people;
        this.mark = mark;
    }

    /** What is in all of their words. */
    String mark() {
        return mark;
    }

    String words() {
        number++;
        return mark + "-" + number + " слова про дитину";
    }

    int file(long chat, List<Said> said, String question, String kind, Random random) {
        byte[] content = content(random);
        boolean captioned = random.nextInt(3) == 0;
        String caption = captioned ? words() : "";
        if (captioned) {
            said.add(question.isEmpty() ? Said.later("text " + caption) : Said.answer(question, "text " + caption));
        }
        said.add(Said.file(question, Sha256.hex(content)));
        String name = mark + "-" + ++number + ".bin";
        return people.file(chat, kind, name, "application/octet-stream", content, caption);
    }

    /** Several photos at once, the caption on the first; returns how many. */
    int album(long chat, List<Said> said, String question, Random random) {
        List<byte[]> photos = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            photos.add(content(random));
        }
        String caption = words();
        said.add(Said.answer(question, "text " + caption));
        photos.forEach(photo -> said.add(Said.file(question, Sha256.hex(photo))));
        people.album(chat, photos, caption);
        return photos.size();
    }

    /** Mostly a picture from a phone; now and then as large as Telegram hands out. */
    private static byte[] content(Random random) {
        int luck = random.nextInt(100);
        int size = luck == 0 ? LARGEST : luck < 10 ? 1 + random.nextInt(4 << 20) : 1 + random.nextInt(300_000);
        byte[] content = new byte[size];
        random.nextBytes(content);
        return content;
    }

    int place(long chat, List<Said> said, String question, Random random) {
        double latitude = random.nextInt(9000) / 100.0;
        double longitude = random.nextInt(18000) / 100.0;
        said.add(Said.answer(question, "place " + latitude + " " + longitude));
        return people.location(chat, latitude, longitude);
    }

    int forward(long chat, List<Said> said, String question) {
        String words = words();
        String value = "text " + words + " forwarded";
        said.add(question.isEmpty() ? Said.later(value) : Said.answer(question, value));
        return people.forward(chat, words, "Sample channel");
    }

    /** False when the line had taken the message out of the chat already. */
    boolean edit(long chat, int message, String words) {
        try {
            people.edit(chat, message, words);
            return true;
        } catch (RuntimeException gone) {
            return false;
        }
    }
}
