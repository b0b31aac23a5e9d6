package org.dodomu.sandbox.telegram;

import java.io.IOException;
import java.nio.file.Path;

/** Writes and tells how much of it is written, until somebody ends its process. */
final class EndlessWriter {

    private EndlessWriter() {}

    public static void main(String[] arguments) throws IOException {
        try (TestBot bot = TestBot.start(Path.of(arguments[0]))) {
            long person = bot.people.person("Sample", "uk");
            for (long number = 1; number < 1_000_000; number++) {
                bot.people.text(person, "number " + number);
                System.out.println(number);
            }
        }
    }
}
