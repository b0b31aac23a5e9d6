package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.model.Filters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.dodomu.crypto.Json;
import org.dodomu.desk.FormerMembers;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.dodomu.desk.SetupToken;
import org.dodomu.desk.VerifiedRoster;
import org.dodomu.passkeys.Passkeys;
import org.dodomu.storage.Store;
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
                    .hasSize(11);
            VerifiedRoster roster = sandbox.line().getBean(Rosters.class).current();
            assertThat(roster.publicPart().version()).isEqualTo(4);
            assertThat(roster.publicPart().k()).isEqualTo(2);
            assertThat(roster.publicPart().leads()).hasSize(3);
            assertThat(roster.members()).hasSize(3).allMatch(member -> member.is(Role.LEAD));
            assertThat(roster.publicPart().desks().get(0).epoch()).isEqualTo(2);
            for (Member lead : roster.members()) {
                assertThat(sandbox.line().getBean(Rosters.class).epochSeals(lead.id()))
                        .containsKey("main:2");
            }
            List<String> former = sandbox.line().getBean(FormerMembers.class).ids();
            assertThat(former).hasSize(1);
            assertThat(sandbox.line().getBean(Rosters.class).epochSeals(new MemberId(former.get(0))))
                    .doesNotContainKey("main:2");
            Passkeys passkeys = sandbox.line().getBean(Passkeys.class);
            assertThat(roster.members()).allMatch(member -> passkeys.has(member.id()));
            assertThat(passkeys.has(new MemberId(former.get(0)))).isFalse();
            opensWithBothPapersOnly(sandbox, members);
        }
        assertThat(folder.resolve("roster.setup")).doesNotExist();
        assertThat(folder.resolve("roster.pin")).content().startsWith("4 ");
        assertThat(holding("CANARY", "Галина", "Анна Засновниця")).isEmpty();
        try (Sandbox again = Sandbox.start(folder, 0, 0, 0, Map.of("dodomu.roster.root", ""))) {
            assertThat(again.line()
                            .getBean(Rosters.class)
                            .current()
                            .publicPart()
                            .version())
                    .isEqualTo(4);
        }
    }

    /** What the database keeps for recovery is sealed to the first paper and then to the second: the second opens the outside, the first the inside. */
    private void opensWithBothPapersOnly(Sandbox sandbox, Path members) throws Exception {
        Document stored = Objects.requireNonNull(
                sandbox.database().collection("cases").find().first());
        String number = stored.getString("_id");
        Document generation = stored.getList("generations", Document.class).get(0);
        byte[] sealed = generation.getList("keys", Document.class).stream()
                .filter(key -> key.getString("to").equals("recovery"))
                .map(key -> Store.bytes(key, "sealed"))
                .findFirst()
                .orElseThrow();
        Path outer = Files.write(folder.resolve("copy.age"), sealed);
        Path inner = folder.resolve("inner.age");
        Path opened = folder.resolve("key.json");
        String first = members.resolve("paper-anna.txt").toString();
        String second = members.resolve("paper-borys.txt").toString();
        assertThat(Tools.run("open", "-i", first, "-o", inner.toString(), outer.toString()))
                .isEqualTo(1);
        assertThat(Tools.run("open", "-i", second, "-o", inner.toString(), outer.toString()))
                .isZero();
        assertThat(Tools.run("open", "-i", second, "-o", opened.toString(), inner.toString()))
                .isEqualTo(1);
        assertThat(Tools.run("open", "-i", first, "-o", opened.toString(), inner.toString()))
                .isZero();
        assertThat(opened).content().contains("AGE-SECRET-KEY-PQ-1").contains(number);
        readsAllThatWasTold(sandbox, number, opened);
        Files.delete(inner);
        Files.delete(opened);
    }

    /** With the key that the papers opened the stock format opens what was told, without any member and without the line. */
    private void readsAllThatWasTold(Sandbox sandbox, String number, Path opened) throws Exception {
        Path key = folder.resolve("case-key.txt");
        Files.writeString(
                key, String.valueOf(Json.read(Files.readAllBytes(opened)).get("secret")));
        Path sealed = folder.resolve("entry.age");
        Path read = folder.resolve("entry.json");
        List<String> words = new ArrayList<>();
        for (Document entry : sandbox.database().collection("entries").find(Filters.eq("case", number))) {
            Files.write(sealed, Store.bytes(entry, "sealed"));
            Files.deleteIfExists(read);
            assertThat(Tools.run("open", "-i", key.toString(), "-o", read.toString(), sealed.toString()))
                    .isZero();
            words.add(Files.readString(read));
        }
        assertThat(words).anyMatch(said -> said.contains("CANARY-FIRST дитину повезуть завтра"));
        for (Path gone : List.of(key, sealed, read)) {
            Files.delete(gone);
        }
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
