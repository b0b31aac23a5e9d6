package org.dodomu.sandbox.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What outlives the sandbox's process. */
class JournalTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void choose() {
        file = folder.resolve("telegram.jsonl");
    }

    @Test
    void aRestartKeepsWhatItKnew() throws Exception {
        String token;
        long own;
        try (TestBot first = TestBot.start(file)) {
            token = first.sandbox.token();
            own = first.people.person("Sample", "uk");
            first.people.text(own, "kept");
            first.people.file(own, "document", "a.txt", "text/plain", new byte[] {1, 2}, null);
            first.call("setMyCommands", "{\"commands\":[{\"command\":\"a\",\"description\":\"b\"}]}");
        }
        try (TestBot second = TestBot.start(file)) {
            assertThat(second.sandbox.token()).isEqualTo(token);
            assertThat(second.people.chat(own).path("messages")).hasSize(2);
            assertThat(second.people.chat(own).path("menu")).hasSize(1);
            assertThat(second.updates()).hasSize(2);
            assertThat(second.download(second.filePath("document")).body()).containsExactly(1, 2);
            assertThat(second.send(own, "next").path("message_id").asInt()).isEqualTo(3);
        }
    }

    @Test
    void theEndOfTheProcessAtAnyMomentLosesNothingThatWasTold() throws Exception {
        Process writer = java(EndlessWriter.class.getName(), file.toString());
        long told = 0;
        try (BufferedReader lines = writer.inputReader()) {
            while (told < 300) {
                told = Long.parseLong(lines.readLine());
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        try (TestBot again = TestBot.start(file)) {
            assertThat((long) again.people.waiting()).isGreaterThanOrEqualTo(told);
            assertThat(again.people.everythingHeld()).contains("number " + told + "\"");
        }
    }

    @Test
    void aLineThatIsNotWholeCountsAsNeverWritten() throws Exception {
        long own;
        try (TestBot bot = TestBot.start(file)) {
            own = bot.people.person("Sample", "uk");
            bot.people.text(own, "kept");
        }
        byte[] whole = Files.readAllBytes(file);
        byte[] torn = "[[\"texts\",\"token\",\"чужий\"],[\"messages\",\"1\"]]".getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < torn.length; length += 3) {
            byte[] cut = Arrays.copyOf(whole, whole.length + length);
            System.arraycopy(torn, 0, cut, whole.length, length);
            Files.write(file, cut);
            try (TestBot bot = TestBot.start(file)) {
                assertThat(bot.people.chat(own).path("messages")).hasSize(1);
                assertThat(bot.sandbox.token()).contains("SANDBOX");
            }
        }
    }

    @Test
    void aBrokenOrForeignFileIsRefusedAndLeftAsItIs() throws Exception {
        for (String content : List.of(
                "{\"token\":\"x\"}",
                "",
                "[[\"journal\",\"version\",1]]\n[[\"texts\",\"tok\n[[\"texts\",\"token\",\"x\"]]\n")) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> TestBot.start(file)).hasCauseInstanceOf(IOException.class);
            assertThat(Files.readString(file)).isEqualTo(content);
        }
    }

    @Test
    void aForeignTokenInTheEnvironmentStopsItBeforeAnythingIsWritten() throws Exception {
        SandboxTelegram.Settings settings = new SandboxTelegram.Settings(
                0, Optional.of(folder.resolve("deep").resolve("telegram.jsonl")), () -> "{}");
        assertThatThrownBy(() -> SandboxTelegram.start(settings, "123:real"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("123:real");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).isEmpty();
        }
        String own;
        try (SandboxTelegram first = SandboxTelegram.start(settings, null)) {
            own = first.token();
        }
        try (SandboxTelegram second = SandboxTelegram.start(settings, own)) {
            assertThat(second.token()).isEqualTo(own);
        }
    }

    @Test
    void whatWasDeletedOrEditedAwayLeavesTheFile() throws Exception {
        try (TestBot bot = TestBot.start(file)) {
            long own = bot.people.person("Sample", "uk");
            int deleted = bot.people.text(own, "CANARY-DELETED");
            int edited = bot.people.text(own, "CANARY-EDITED");
            bot.people.edit(own, edited, "other");
            bot.people.delete(own, deleted);
            List<JsonNode> all = bot.updates();
            bot.updates();
            bot.call(
                    "getUpdates",
                    "{\"offset\":" + (all.get(all.size() - 1).path("update_id").asLong() + 1) + "}");
            assertThat(Files.readString(file)).contains("CANARY-DELETED");
        }
        assertThat(Files.readString(file)).contains("other").doesNotContain("CANARY");
    }

    @Test
    void filesThatNoMessageKnowsAreSweptAtOpen() throws Exception {
        Files.createDirectories(folder.resolve("files"));
        Path left = Files.writeString(folder.resolve("files").resolve("left"), "x");
        try (TestBot bot = TestBot.start(file)) {
            long own = bot.people.person("Sample", "uk");
            bot.people.file(own, "photo", "p.jpg", "image/jpeg", new byte[] {1}, null);
        }
        assertThat(left).doesNotExist();
        try (Stream<Path> all = Files.list(folder.resolve("files"))) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void aCrowdsUpdatesSurviveARestartAndAreDrainedOnceEachInOrder() throws Exception {
        int count = 20_000;
        try (TestBot bot = TestBot.start(file)) {
            List<Long> crowd = bot.people.crowd(5_000, "Sample", "uk");
            bot.people.script(IntStream.range(0, count)
                    .mapToObj(i -> new Control.Line(crowd.get(i % crowd.size()), "number " + i))
                    .toList());
        }
        try (TestBot bot = TestBot.start(file)) {
            assertThat(bot.people.waiting()).isEqualTo(count);
            assertThat(Drain.all(bot)).isEqualTo(count);
            assertThat(bot.people.waiting()).isZero();
        }
    }

    @Test
    void temporaryFoldersGoAtTheEnd() throws Exception {
        SandboxTelegram.Settings nowhere = new SandboxTelegram.Settings(0, Optional.empty(), () -> "{}", true);
        Path stored;
        try (TestBot bot = TestBot.start(nowhere)) {
            long own = bot.people.person("Sample", "uk");
            bot.people.file(own, "photo", "p.jpg", "image/jpeg", new byte[] {1}, null);
            stored = Path.of(bot.filePath("photo"));
            assertThat(stored).exists();
        }
        assertThat(stored.getParent()).doesNotExist();
        Process visit = java("-Djava.io.tmpdir=" + folder, Drain.class.getName(), "10");
        assertThat(new String(visit.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Drained by getUpdates: 10010");
        visit.waitFor();
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).isEmpty();
        }
    }

    private static Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
