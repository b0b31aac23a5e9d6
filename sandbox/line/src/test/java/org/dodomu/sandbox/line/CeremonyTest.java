package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.SecretAccess;
import org.dodomu.desk.FormerMembers;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SetupToken;
import org.dodomu.desk.VerifiedRoster;
import org.dodomu.passkeys.Passkeys;
import org.dodomu.tools.Tools;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Founding, vetting, renewal and removal in real headless Chromium, over a line that nobody has founded; then the recovery papers by themselves. */
@ExtendWith(OutputCaptureExtension.class)
class CeremonyTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void threeFoundALineTwoVetAMemberAndTwoPapersOpenACaseWithPrf(String prf, CapturedOutput log) throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        Path members = Files.createDirectories(folder.resolve("members"));
        Files.writeString(members.resolve("passphrase.txt"), "unused\n");
        String pictures = System.getProperty("pictures", "");
        try (Sandbox sandbox = Sandbox.start(
                folder, 0, 0, 0, Map.of("dodomu.roster.root", "", "dodomu.console.passkeys", "required"))) {
            String token = new SetupToken(folder.resolve("roster.pin")).reveal();
            assertThat(log.getAll()).contains("not founded").doesNotContain(token);
            BrowserScript.Outcome outcome = BrowserScript.run("ceremony.mjs", sandbox, folder, pictures, token, prf);
            assertThat(outcome.well()).as(outcome.said()).isTrue();
            assertThat(outcome.said().lines().filter(line -> line.startsWith("ok ")))
                    .hasSize(12);
            VerifiedRoster roster = sandbox.line().getBean(Rosters.class).current();
            assertThat(roster.publicPart().version()).isEqualTo(5);
            assertThat(roster.publicPart().k()).isEqualTo(2);
            assertThat(roster.publicPart().leads()).hasSize(2);
            assertThat(roster.members()).hasSize(2).allMatch(member -> member.is(Role.LEAD));
            assertThat(roster.publicPart().desks().get(0).epoch()).isEqualTo(3);
            for (Member lead : roster.members()) {
                assertThat(sandbox.line().getBean(Rosters.class).epochSeals(lead.id()))
                        .containsKey("main:3");
            }
            List<String> former = sandbox.line().getBean(FormerMembers.class).ids();
            assertThat(former).hasSize(2);
            assertThat(sandbox.line().getBean(Rosters.class).epochSeals(new MemberId(former.get(0))))
                    .doesNotContainKey("main:3");
            Passkeys passkeys = sandbox.line().getBean(Passkeys.class);
            assertThat(roster.members()).allMatch(member -> passkeys.has(member.id()));
            assertThat(passkeys.has(new MemberId(former.get(0)))).isFalse();
            opensWithBothPapersOnly(sandbox, members);
        }
        assertThat(folder.resolve("roster.setup")).doesNotExist();
        assertThat(folder.resolve("roster.pin")).content().startsWith("5 ");
        assertThat(holding("CANARY", "Галина", "Анна Засновниця")).isEmpty();
        try (Sandbox again = Sandbox.start(folder, 0, 0, 0, Map.of("dodomu.roster.root", ""))) {
            assertThat(again.line()
                            .getBean(Rosters.class)
                            .current()
                            .publicPart()
                            .version())
                    .isEqualTo(5);
        }
    }

    /** A backup of the line and the two papers that browsers showed open all that was told, without any member and without the line; one paper opens nothing. */
    private void opensWithBothPapersOnly(Sandbox sandbox, Path members) throws Exception {
        HybridIdentity host = HybridIdentity.generate(new SecureRandom());
        Path key = Files.writeString(folder.resolve("backup.key"), host.encoded(SecretAccess.granted()));
        Path recipients = Files.writeString(
                folder.resolve("recipients.txt"), host.recipient().encoded());
        Path archives = Files.createDirectory(folder.resolve("archives"));
        String uri = sandbox.line().getEnvironment().getRequiredProperty("spring.mongodb.uri");
        assertThat(run("backup", "--recipients", recipients, "--mongodb-uri", uri, archives))
                .isZero();
        Path clear = folder.resolve("clear");
        List<Object> recover = new ArrayList<>(List.of("recover", "-i", key, "-o", clear));
        try (Stream<Path> both = Files.list(archives)) {
            both.forEach(recover::add);
        }
        for (String name : List.of("anna", "borys")) {
            recover.addAll(List.of("--paper", members.resolve("paper-" + name + ".txt")));
            assertThat(run(recover.toArray())).isEqualTo(name.equals("anna") ? 1 : 0);
        }
        try (Stream<Path> files = Files.walk(clear)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all.stream().filter(file -> file.endsWith("case.txt")))
                    .singleElement()
                    .satisfies(file -> assertThat(file).content().contains("CANARY-FIRST дитину повезуть завтра"));
            for (Path one : all) {
                Files.delete(one);
            }
        }
    }

    private static int run(Object... arguments) {
        return Tools.run(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
    }

    private List<Path> holding(String... words) throws Exception {
        List<String> latin = Stream.of(words)
                .map(word -> new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .toList();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                            return latin.stream().anyMatch(bytes::contains);
                        } catch (java.io.IOException unreadable) {
                            throw new java.io.UncheckedIOException(unreadable);
                        }
                    })
                    .toList();
        }
    }
}
