package org.dodomu.sandbox.line.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the machine is set forward and back while the packaged line works: by {@code libfaketime}, for the line's process alone. The monotonic clock goes on as it does in life. */
@Tag("storm")
class ClockJumpTest {

    private static final Duration WITHIN = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private static Optional<Path> library() {
        return Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                .map(machine -> Path.of("/usr/lib", machine, "faketime/libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
    }

    @Test
    void theLineGoesOnWhenTheClockIsSetForwardAndBack() throws IOException {
        assumeTrue(PackagedJar.isFresh(), "SKIPPED: no bot/target/dodomu.jar of these classes; run mvn verify");
        assumeTrue(library().isPresent(), "SKIPPED: no libfaketime here; apt-get install libfaketime");
        Path offset = Files.writeString(folder.resolve("offset"), "+0");
        List<String> under = List.of(
                "env",
                "LD_PRELOAD=" + library().orElseThrow(),
                "FAKETIME_TIMESTAMP_FILE=" + offset,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
        try (RunningLine line = RunningLine.start(folder)) {
            BotProcess bot =
                    line.unstarted("bot", Map.of("dodomu.alarm.look", "1s")).under(under);
            bot.start();
            Teller teller = Teller.athome(line).tell(2);
            for (String jump : List.of("+7200", "+0", "-600", "+0", "+5")) {
                Files.writeString(offset, jump);
                Waiting.pause(Duration.ofSeconds(3));
                teller.tell(2);
                Waiting.until(
                        "updates to be taken at " + jump,
                        WITHIN,
                        () -> line.people().waiting() == 0);
            }
            line.awaitTaken(WITHIN);
            teller.isKept();
            assertThat(line.people().requests().of("getupdates")).hasSizeLessThan(60);
            Waiting.until("health", WITHIN, () -> bot.status().equals("UP"));
        }
    }
}
