package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.dodomu.cases.CaseNumber;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may take, read and change a case, over real HTTP. */
class ClaimsTest {

    private ConsoleLine line;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private static String at(CaseNumber number, String act) {
        return "/api/cases/" + number + "/" + act;
    }

    private Map<String, Object> held(Browser browser, CaseNumber number) {
        HttpResponse<String> claimed = browser.post(at(number, "claim"), Map.of());
        assertThat(claimed.statusCode()).isEqualTo(200);
        return Map.of("fence", json(claimed).get("fence"));
    }

    @Test
    void showsTheQueueAndGivesAClaimToOneOnly() {
        CaseNumber number = line.waiting(1);
        Browser operator = line.signedIn("operator");
        assertThat(operator.get("/api/cases?view=waiting").body()).contains(number.value(), "\"urgency\":\"now\"");
        held(operator, number);
        HttpResponse<String> second = line.signedIn("second").post(at(number, "claim"), Map.of());
        refused(second, 409, "claimed");
        assertThat(json(second)).containsEntry("by", line.id("operator"));
        Map<String, Object> opened = json(operator.get("/api/cases/" + number));
        assertThat(opened).containsKeys("row", "fence", "generations", "entries", "thread", "custody");
        assertThat(opened.toString()).contains("epoch:main:1").doesNotContain("to=recovery");
    }

    private long openings(CaseNumber number, String name) {
        return line.context().getBean(org.dodomu.custody.Custody.class).of(number.value()).stream()
                .filter(one -> one.act().equals("opened") && one.by().equals(line.id(name)))
                .count();
    }

    @Test
    void theLogKeepsEachOpeningAndNotEachLookOfAnOpenPage() {
        CaseNumber number = line.waiting(3);
        CaseNumber other = line.waiting(4);
        Browser operator = line.signedIn("operator");
        Map<String, Object> fence = held(operator, number);
        held(operator, other);
        for (int look = 0; look < 3; look++) {
            operator.get("/api/cases/" + number);
        }
        operator.post(at(number, "triage"), Map.of("fence", fence.get("fence"), "urgency", "soon"));
        operator.get("/api/cases/" + number);
        assertThat(openings(number, "operator")).isEqualTo(1);
        operator.get("/api/cases/" + other);
        operator.get("/api/cases/" + number);
        assertThat(openings(number, "operator")).as("after another case").isEqualTo(2);
        operator.post(at(number, "release"), fence);
        refused(operator.get("/api/cases/" + number), 403, "not-allowed");
        held(operator, number);
        operator.get("/api/cases/" + number);
        assertThat(openings(number, "operator")).as("under another claim").isEqualTo(3);
        Browser again = line.signedIn("operator");
        again.get("/api/cases/" + number);
        assertThat(openings(number, "operator")).as("in another session").isEqualTo(4);
        assertThat(operator.get("/api/cases/" + other).statusCode()).isEqualTo(200);
        assertThat(openings(other, "operator")).isEqualTo(2);
    }

    @Test
    void givesACaseToOneOfManyWhoClaimAtTheSameMoment() throws Exception {
        CaseNumber number = line.waiting(2);
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            browsers.add(line.signedIn("operator"));
            browsers.add(line.signedIn("second"));
        }
        List<Callable<HttpResponse<String>>> claims = browsers.stream()
                .<Callable<HttpResponse<String>>>map(one -> () -> one.post(at(number, "claim"), Map.of()))
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(claims.size());
        List<Integer> operators = new ArrayList<>();
        List<Integer> seconds = new ArrayList<>();
        List<Future<HttpResponse<String>>> answers = pool.invokeAll(claims);
        for (int i = 0; i < answers.size(); i++) {
            (i % 2 == 0 ? operators : seconds).add(answers.get(i).get().statusCode());
        }
        pool.shutdown();
        assertThat(operators).hasSize(4).doesNotContain(500).containsOnly(operators.get(0));
        assertThat(seconds).containsOnly(operators.get(0) == 200 ? 409 : 200);
        assertThat(line.fence(number)).isEqualTo(1);
    }

    @Test
    void refusesEveryWriteUnderAStaleClaim() {
        List<String> writes = List.of("renew", "release", "triage", "snooze", "grants");
        writes.forEach(act -> refusesUnderAStaleClaim(act, line.waiting(10 + writes.indexOf(act))));
    }

    private void refusesUnderAStaleClaim(String act, CaseNumber number) {
        Browser operator = line.signedIn("operator");
        Map<String, Object> stale = held(operator, number);
        operator.post(at(number, "release"), stale);
        Map<String, Object> body = new java.util.HashMap<>(stale);
        body.put("urgency", "soon");
        body.put("until", Instant.now().plus(Duration.ofDays(1)).toString());
        body.put("grants", List.of(grant("verifier")));
        refused(operator.post(at(number, act), body), 409, "lease-lost");
        held(line.signedIn("second"), number);
        refused(operator.post(at(number, act), body), 409, "lease-lost");
        body.put("fence", line.fence(number));
        refused(operator.post(at(number, act), body), 409, "lease-lost");
        refused(operator.get("/api/cases/" + number), 403, "not-allowed");
    }

    private Map<String, Object> grant(String name) {
        byte[] sealed = line.sealedTo(name);
        return Map.of(
                "member",
                line.id(name),
                "generation",
                1,
                "sealed",
                Base64.getEncoder().encodeToString(sealed));
    }

    @Test
    void opensAHandedCaseToWhomItWasGrantedAndToNobodyElse() {
        CaseNumber number = line.waiting(4);
        Browser operator = line.signedIn("operator");
        Map<String, Object> body = new java.util.HashMap<>(held(operator, number));
        body.put("grants", List.of(grant("verifier")));
        assertThat(operator.post(at(number, "grants"), body).statusCode()).isEqualTo(204);
        assertThat(line.signedIn("verifier").get("/api/cases/" + number).statusCode())
                .isEqualTo(200);
        for (String other : List.of("operator", "second", "lead", "auditor")) {
            Browser browser = line.signedIn(other);
            refused(browser.get("/api/cases/" + number), 403, "not-allowed");
            refused(browser.post(at(number, "claim"), Map.of()), 403, "not-allowed");
            refused(browser.post(at(number, "triage"), Map.of("fence", 0, "state", "closed")), 403, "not-allowed");
        }
    }

    @Test
    void snoozesWithinAMonthAndOnlyByItsHolder() {
        CaseNumber number = line.waiting(5);
        Browser operator = line.signedIn("operator");
        Map<String, Object> body = new java.util.HashMap<>(held(operator, number));
        refused(operator.post(at(number, "snooze"), body), 400, "malformed");
        body.put("until", Instant.now().plus(Duration.ofDays(40)).toString());
        refused(operator.post(at(number, "snooze"), body), 400, "malformed");
        body.put("until", Instant.now().plus(Duration.ofDays(7)).toString());
        refused(line.signedIn("second").post(at(number, "snooze"), body), 409, "lease-lost");
        assertThat(operator.post(at(number, "snooze"), body).statusCode()).isEqualTo(204);
        assertThat(operator.get("/api/cases?view=waiting").body()).doesNotContain(number.value());
        assertThat(operator.get("/api/cases?view=snoozed").body()).contains(number.value(), "\"snoozed\":1");
        refused(operator.get("/api/cases/" + number), 403, "not-allowed");
        held(operator, number);
        assertThat(operator.get("/api/cases?view=snoozed").body()).doesNotContain(number.value());
    }
}
