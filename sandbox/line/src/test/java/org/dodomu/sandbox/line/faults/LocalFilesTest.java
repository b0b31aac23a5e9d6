package org.dodomu.sandbox.line.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged line beside a Bot API server of one's own: files are read from its folder while they are sealed, with little memory, and removed there afterwards. */
@Tag("storm")
class LocalFilesTest {

    private static final Duration WITHIN = Duration.ofMinutes(12);
    private static final long LARGE = 300L << 20;
    private static final String LITTLE_MEMORY = "256m";

    @TempDir
    Path folder;

    @BeforeEach
    void needsThePackagedJar() throws IOException {
        assumeTrue(PackagedJar.isFresh(), "SKIPPED: no bot/target/dodomu.jar of these classes; run mvn verify");
    }

    private BotProcess started(RunningLine line, Path files) {
        BotProcess bot = line.unstarted("bot", Map.of("dodomu.telegram.local.folder", files.toString()))
                .heap(LITTLE_MEMORY);
        bot.start();
        return bot;
    }

    private static List<Path> held(RunningLine line) throws IOException {
        try (Stream<Path> all = Files.list(line.files())) {
            return all.toList();
        }
    }

    private static boolean hasChunks(RunningLine line) {
        try {
            return line.data().getCollection("chunks").find().first() != null;
        } catch (MongoException busy) {
            return false;
        }
    }

    private static List<Document> files(RunningLine line, Teller teller) throws IOException {
        return line.data()
                .getCollection("entries")
                .find(Filters.and(Filters.eq("case", teller.number()), Filters.eq("kind", "file")))
                .into(new ArrayList<>());
    }

    @Test
    void aLargeFileIsSealedWithLittleMemoryAlsoWhenTheLineIsKilledMeanwhileAndLeavesTheFolder() throws IOException {
        try (RunningLine line = RunningLine.startLocal(folder)) {
            BotProcess bot = started(line, line.files());
            Teller teller = Teller.athome(line);
            line.people().emptyFile(teller.chat(), "document", "large.bin", "application/octet-stream", LARGE);
            Waiting.until("some of it to be sealed", WITHIN, () -> hasChunks(line));
            bot.child().kill();
            assertThat(files(line, teller)).isEmpty();
            assertThat(held(line)).hasSize(1);
            bot.close();
            bot.start();
            Waiting.until("the file to be sealed", WITHIN, () -> {
                try {
                    return held(line).isEmpty() && !files(line, teller).isEmpty();
                } catch (IOException | MongoException busy) {
                    return false;
                }
            });
            line.awaitQuiet(WITHIN);
            assertThat(bot.child().isAlive()).isTrue();
            assertThat(Files.readString(bot.log())).doesNotContain("OutOfMemoryError");
            List<Document> entries = files(line, teller);
            assertThat(entries).hasSize(1);
            SealedFile file = SealedFile.of(line, entries.get(0));
            assertThat(file.length()).isEqualTo(LARGE);
            assertThat(file.isAllZero()).isTrue();
            System.out.printf("Local file: %d MiB with a heap of %s%n", LARGE >> 20, LITTLE_MEMORY);
        }
    }

    @Test
    void aFileOutsideOfTheFolderIsRefusedAndOneThatIsGoneIsSaid() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        try (RunningLine line = RunningLine.startLocal(folder)) {
            BotProcess bot = started(line, elsewhere);
            Teller teller = Teller.athome(line);
            teller.expect("reason gone");
            line.people()
                    .file(teller.chat(), "document", "outside.bin", "application/octet-stream", new byte[500], null);
            line.awaitQuiet(WITHIN);
            assertThat(held(line)).hasSize(1);
            teller.isKept();
            bot.close();
            bot = line.unstarted(
                    "within",
                    Map.of("dodomu.telegram.local.folder", line.files().toString()));
            teller.expect("reason gone");
            line.people().file(teller.chat(), "document", "gone.bin", "application/octet-stream", new byte[700], null);
            for (Path one : held(line)) {
                Files.delete(one);
            }
            bot.start();
            line.awaitTaken(WITHIN);
            line.awaitQuiet(WITHIN);
            teller.isKept();
            assertThat(files(line, teller)).isEmpty();
            Questionary words = new Questionary();
            assertThat(teller.card())
                    .hasValueSatisfying(card -> assertThat(words.saysGone(card)).isTrue());
        }
    }
}
