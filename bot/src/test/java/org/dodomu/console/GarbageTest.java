package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent to whichever endpoint by whoever may ask it: an answer with a word for what was wrong, never a fault of the server, and nothing of it comes back. */
class GarbageTest {

    private static final List<String> NAMES = List.of(
            "fence",
            "generation",
            "number",
            "from",
            "to",
            "evenNow",
            "key",
            "kind",
            "sealed",
            "words",
            "keys",
            "grants",
            "cases",
            "what",
            "reason",
            "member",
            "until",
            "state",
            "urgency",
            "desk",
            "roles",
            "desks",
            "public",
            "members",
            "publicPart",
            "memberPart",
            "epochs",
            "signature",
            "signatures",
            "hash",
            "nonce",
            "token",
            "passkey",
            "clientData",
            "recipient",
            "rev",
            "name",
            "links",
            "seals");

    private ConsoleLine line;
    private CaseNumber held;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder);
        held = line.waiting(1);
        assertThat(line.signedIn("operator")
                        .post("/api/cases/" + held + "/claim", Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private static byte[] all(Object value) {
        Map<String, Object> body = new LinkedHashMap<>();
        NAMES.forEach(name -> body.put(name, value));
        return Json.write(body);
    }

    private static List<byte[]> bodies() {
        Stream<byte[]> odd = Stream.of(
                        "",
                        "{}",
                        "[]",
                        "null",
                        "7",
                        "\"CANARY\"",
                        "{\"fence\":",
                        "{\"fence\":1,\"fence\":2}",
                        "{\"CANARY\":1}",
                        "{\"fence\":1e400}",
                        "{\"fence\":9223372036854775808}",
                        "{\"fence\":1.5}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        Stream<byte[]> deep = Stream.of(
                ("[".repeat(5_000) + "]".repeat(5_000)).getBytes(StandardCharsets.UTF_8),
                new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
        Stream<byte[]> typed = Stream.of(
                        -1,
                        0,
                        1,
                        Long.MAX_VALUE,
                        true,
                        "",
                        "CANARY",
                        "A".repeat(43),
                        "\u0000\ud800CANARY",
                        List.of(),
                        List.of(1),
                        List.of("CANARY"),
                        List.of(Map.of()),
                        Map.of(),
                        Map.of("CANARY", List.of(1)))
                .map(GarbageTest::all);
        return Stream.of(odd, deep, typed).flatMap(each -> each).toList();
    }

    private static String path(RoleTableTest.Asked asked, String number) {
        return asked.path()
                .replace("{number}", number)
                .replace("{id}", "0".repeat(26))
                .replace("{desk}", "main")
                .replace("{name}", "0".repeat(22))
                .replace("{hash}", "0".repeat(64));
    }

    private static void sentenceOrDone(SoftAssertions all, String what, HttpResponse<String> answer) {
        all.assertThat(answer.statusCode()).as(what).isLessThan(500);
        if (!what.contains("step-up")) {
            all.assertThat(answer.statusCode()).as("asked at all: " + what).isNotEqualTo(429);
        }
        all.assertThat(answer.body()).as(what).doesNotContain("CANARY").doesNotContain("Exception");
        if (answer.statusCode() >= 400) {
            all.assertThat(answer.body()).as(what).matches("(?s)\\{\"error\":\"[a-z-]+\".*}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead", "operator", "verifier"})
    void noBodyBreaksAnyEndpoint(String role) {
        SoftAssertions all = new SoftAssertions();
        Browser browser = line.signedIn(role);
        RoleTableTest.table().forEach((asked, roles) -> {
            if (!asked.method().equals("POST") || roles.equals("-") || roles.indexOf(role.charAt(0)) < 0) {
                return;
            }
            for (String number : asked.path().contains("{number}") ? List.of(held.value(), "CANARY-1") : List.of("")) {
                for (byte[] body : bodies()) {
                    sentenceOrDone(
                            all,
                            asked + " as " + role,
                            browser.send(browser.request(path(asked, number))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))));
                }
            }
        });
        all.assertAll();
    }

    @Test
    void noQueryBreaksAnyEndpoint() {
        SoftAssertions all = new SoftAssertions();
        Browser browser = line.signedIn("lead");
        RoleTableTest.table().forEach((asked, roles) -> {
            if (!asked.method().equals("GET")
                    || roles.indexOf('l') < 0
                    || asked.path().equals("/api/events")) {
                return;
            }
            for (String query : List.of(
                    "",
                    "?view=CANARY",
                    "?limit=-1&view=waiting",
                    "?limit=99999999999&view=waiting",
                    "?after=CANARY&limit=x",
                    "?lang=CANARY",
                    "?view=waiting&view=closed",
                    "?%00=%ff")) {
                sentenceOrDone(all, asked + query, browser.get(path(asked, "CANARY-1") + query));
                sentenceOrDone(all, asked + query, browser.get(path(asked, held.value()) + query));
            }
        });
        all.assertAll();
    }

    @Test
    void anotherTypeOfBodyIsRefusedWithAWord() {
        Browser browser = line.signedIn("lead");
        for (String type : List.of(
                "text/plain",
                "application/xml",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded")) {
            HttpResponse<String> answer = browser.send(browser.request("/api/cases/" + held + "/renew")
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("fence=1")));
            assertThat(answer.statusCode()).as(type).isBetween(400, 499);
            assertThat(json(answer)).containsKey("error");
        }
    }

    /** Without the claim, with another's fence and with a fence that is over, each write ends in a word. */
    @Test
    void whoDoesNotHoldTheClaimWritesNothing() {
        Browser second = line.signedIn("second");
        CaseNumber number = line.waiting(2);
        Browser first = line.signedIn("operator");
        first.post("/api/cases/" + number + "/claim", Map.of());
        long fence = line.fence(number);
        Map<String, Map<String, Object>> acts = Map.of(
                "transfer", Map.of("fence", fence, "desk", "other", "keys", List.of()),
                "proposals", Map.of("fence", fence, "what", "export", "sealed", "AAAA"),
                "generations", Map.of("number", 2, "recipient", "age1pq1x", "keys", List.of()),
                "triage", Map.of("fence", fence, "state", "closed"),
                "release", Map.of("fence", fence));
        acts.forEach((act, body) -> {
            HttpResponse<String> answer = second.post("/api/cases/" + number + "/" + act, body);
            assertThat(answer.statusCode()).as(act).isBetween(400, 499);
            assertThat(json(answer)).containsKey("error");
        });
        assertThat(line.fence(number)).isEqualTo(fence);
        assertThat(first.post("/api/cases/" + number + "/release", Map.of("fence", fence))
                        .statusCode())
                .isEqualTo(204);
        refused(first.post("/api/cases/" + number + "/release", Map.of("fence", fence)), 409, "lease-lost");
        refused(first.post("/api/cases/" + number + "/renew", Map.of("fence", fence)), 409, "lease-lost");
    }

    @Test
    void anOperatorPlacesNoHoldAndALeadsReplayedHoldChangesNothing() {
        refused(line.signedIn("operator").post("/api/cases/" + held + "/hold", Map.of()), 403, "not-allowed");
        Browser lead = line.signedIn("lead");
        int first = lead.post("/api/cases/" + held + "/hold", Map.of()).statusCode();
        int again = lead.post("/api/cases/" + held + "/hold", Map.of()).statusCode();
        assertThat(first).isEqualTo(204);
        assertThat(again).isLessThan(500);
    }
}
