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

    @TempDir
    Path folder;

    /** Words leave the chat with others, about a second after they were sealed. */
    private static void awaitScrub(Sandbox sandbox) throws InterruptedException {
        for (int i = 0; i < 300 && sandbox.telegram().control().everythingHeld().contains("CANARY"); i++) {
            Thread.sleep(100);
        }
    }

    @Test
    void aReportTravelsFromTheChatToAVerifierAndBack(CapturedOutput log) throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        String walked;
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            BrowserScript.Outcome outcome = BrowserScript.run("walk.mjs", sandbox, folder);
            walked = outcome.said();
            assertThat(outcome.well()).as(walked).isTrue();
            String number = walked.substring(walked.lastIndexOf("case ") + 5).trim();
            awaitScrub(sandbox);
            assertThat(sandbox.telegram().control().everythingHeld()).doesNotContain("CANARY");
            assertThat(sandbox.line().getBean(Custody.class).unbroken(number)).isTrue();
        }
        assertThat(walked.lines().filter(line -> line.startsWith("ok "))).hasSize(9);
        assertThat(log.getAll()).doesNotContain("CANARY");
        assertThat(filesWith("CANARY")).isEmpty();
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
