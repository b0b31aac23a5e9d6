package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dodomu.custody.Custody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The whole line once through, in real headless Chromium, from the chat page through the console and back; and then a search for every word of it where none may be. */
@ExtendWith(OutputCaptureExtension.class)
class WalkTest {

    private static final Path PLAYWRIGHT =
            Path.of("..", "..", "bot", "src", "main", "ui", "node_modules", "playwright-core");

    @TempDir
    Path folder;

    @Test
    void aReportTravelsFromTheChatToAVerifierAndBack(CapturedOutput log) throws Exception {
        Path chromium = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
        assumeTrue(Files.isExecutable(chromium), "SKIPPED: no Chromium on this machine");
        assumeTrue(Files.isDirectory(PLAYWRIGHT), "SKIPPED: the browser code was not built, so its driver is not here");
        String walked;
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            walked = walk(sandbox);
            String number = walked.substring(walked.lastIndexOf("case ") + 5).trim();
            assertThat(sandbox.telegram().control().everythingHeld()).doesNotContain("CANARY");
            assertThat(sandbox.line().getBean(Custody.class).unbroken(number)).isTrue();
        }
        assertThat(walked.lines().filter(line -> line.startsWith("ok "))).hasSize(9);
        assertThat(log.getAll()).doesNotContain("CANARY");
        assertThat(filesWith("CANARY")).isEmpty();
    }

    private String walk(Sandbox sandbox) throws IOException, InterruptedException {
        Path out = Files.createTempFile("walk", ".txt");
        Process node = new ProcessBuilder(
                        "node",
                        "src/test/walk/walk.mjs",
                        PLAYWRIGHT.toAbsolutePath().normalize().toString(),
                        "http://localhost:" + sandbox.telegram().port() + "/",
                        "http://localhost:" + sandbox.consolePort() + "/",
                        folder.resolve("members").toString(),
                        sandbox.access().passphrase())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            boolean ended = node.waitFor(5, TimeUnit.MINUTES);
            String said = Files.readString(out);
            assertThat(ended && node.exitValue() == 0).as(said).isTrue();
            return said;
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
            Files.delete(out);
        }
    }

    private Stream<Path> filesWith(String word) throws IOException {
        byte[] pattern = word.getBytes(StandardCharsets.UTF_8);
        String latin = new String(pattern, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> holds(file, latin)).toList().stream();
        }
    }

    private static boolean holds(Path file, String latin) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(latin);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void aRestartKeepsTheConversationAndTheCase() throws IOException {
        long person;
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            person = sandbox.telegram().control().person("Sample", "uk");
            sandbox.telegram().control().text(person, "/start");
            await(sandbox, person, "0:uk");
        }
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            var chat = sandbox.telegram().control().chat(person).path("messages");
            int card = chat.get(chat.size() - 1).path("message_id").asInt();
            sandbox.telegram().control().press(person, card, "0:uk");
            await(sandbox, person, "безпечно");
        }
    }

    private static void await(Sandbox sandbox, long person, String text) {
        Instant end = Instant.now().plusSeconds(60);
        while (!sandbox.telegram().control().chat(person).toString().contains(text)) {
            assertThat(Instant.now()).as("the card with " + text).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
