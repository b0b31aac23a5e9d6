package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.Json;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.storage.Store;
import org.dodomu.tools.Tools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The custody log over all cases, as an auditor asks for it. */
class CustodyEndpointTest {

    private ConsoleLine line;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private static List<Map<String, Object>> rows(Map<String, Object> page) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object row : (List<?>) Objects.requireNonNull(page.get("rows"))) {
            rows.add(Json.read(Json.write((Map<String, ?>) row)));
        }
        return rows;
    }

    @Test
    void anAuditorReadsEveryCasesActsWithoutOpeningOne() {
        CaseNumber first = line.waiting(1);
        CaseNumber second = line.waiting(2);
        assertThat(line.signedIn("operator")
                        .post("/api/cases/" + first + "/claim", Map.of())
                        .statusCode())
                .isEqualTo(200);
        for (String role : List.of("auditor", "lead")) {
            List<Map<String, Object>> rows = rows(json(line.signedIn(role).get("/api/custody")));
            assertThat(rows).extracting(row -> row.get("chain")).contains(first.value(), second.value());
            assertThat(rows).anySatisfy(row -> assertThat(row)
                    .containsEntry("chain", first.value())
                    .containsEntry("act", "claimed")
                    .containsEntry("by", line.id("operator")));
            assertThat(rows).allSatisfy(row -> assertThat(row).containsOnlyKeys("chain", "n", "act", "by", "at"));
        }
        refused(line.signedIn("auditor").get("/api/cases/" + first), 403, "not-allowed");
    }

    @Test
    void nobodyElseReadsIt() {
        CaseNumber number = line.waiting(1);
        for (String name : List.of("operator", "second", "verifier")) {
            Browser browser = line.signedIn(name);
            refused(browser.get("/api/custody"), 403, "not-allowed");
            refused(browser.get("/api/custody?act=CANARY"), 403, "not-allowed");
            refused(browser.get("/api/custody/chain?of=" + number), 403, "not-allowed");
        }
    }

    /** Whoever runs the server has no role and no session. */
    @Test
    void whoIsNoMemberReadsNothing() {
        CaseNumber number = line.waiting(1);
        refused(line.browser().get("/api/custody"), 401, "signed-out");
        refused(line.browser().get("/api/custody/chain?of=" + number), 401, "signed-out");
    }

    @Test
    void leadsFromPageToPageUntilEachActWasShownOnce() {
        CaseNumber number = line.waiting(1);
        Custody custody = line.context().getBean(Custody.class);
        for (int n = 0; n < 230; n++) {
            custody.record(number.value(), Act.OPENED, line.id("operator"));
        }
        Browser auditor = line.signedIn("auditor");
        Set<Object> places = new HashSet<>();
        int pages = 0;
        Object next = "";
        while (next != null) {
            Map<String, Object> page = json(
                    auditor.get("/api/custody?case=" + number + "&act=opened" + (pages == 0 ? "" : "&after=" + next)));
            rows(page).forEach(row -> assertThat(places.add(row.get("n"))).isTrue());
            next = page.get("next");
            pages++;
        }
        assertThat(places).hasSize(230);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void filtersByMemberAndPeriod() {
        CaseNumber number = line.waiting(1);
        line.signedIn("operator").post("/api/cases/" + number + "/claim", Map.of());
        Browser auditor = line.signedIn("auditor");
        assertThat(rows(json(auditor.get("/api/custody?by=" + line.id("operator")))))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).containsEntry("act", "claimed"));
        assertThat(rows(json(auditor.get("/api/custody?to=2001-01-01T00:00:00Z"))))
                .isEmpty();
        assertThat(rows(json(auditor.get("/api/custody?from=2001-01-01T00:00:00Z&to=9998-01-01T00:00:00Z"))))
                .hasSizeGreaterThan(2);
    }

    @Test
    void anotherQueryIsRefusedWithAWord() {
        for (String role : List.of("auditor", "lead")) {
            Browser browser = line.signedIn(role);
            for (String query : List.of(
                    "?act=CANARY",
                    "?act=",
                    "?act=OPENED",
                    "?by=CANARY",
                    "?by=m-",
                    "?case=CANARY-1",
                    "?case=%24ne",
                    "?from=CANARY",
                    "?from=2026-02-31T00:00:00Z",
                    "?to=%2B1000000000-01-01T00:00:00Z",
                    "?after=CANARY",
                    "?after=1.1.CANARY",
                    "?after=9999999999999999.1.AAAA-0000",
                    "?after=1.99999999999.AAAA-0000",
                    "?after=",
                    "/chain",
                    "/chain?of=",
                    "/chain?of=CANARY-1",
                    "/chain?of=member:CANARY")) {
                refused(browser.get("/api/custody" + query), 400, "malformed");
            }
        }
    }

    @Test
    void aCaseThatNeverWasHasNoLog() {
        refused(line.signedIn("auditor").get("/api/custody/chain?of=0000-0000"), 404, "unknown");
    }

    @Test
    void theToolChecksTheLogThatAnAuditorSaved(@TempDir Path saved) throws Exception {
        CaseNumber number = line.waiting(1);
        Map<String, Object> answer = json(line.signedIn("auditor").get("/api/custody/chain?of=" + number));
        assertThat(answer).containsEntry("signed", true);
        byte[] log = Json.write((Map<String, ?>) Objects.requireNonNull(answer.get("log")));
        Path file = saved.resolve("custody.json");
        Files.write(file, log);
        assertThat(Tools.run("verify", saved.toString())).isZero();
        String text = new String(log, StandardCharsets.UTF_8);
        for (String forged : List.of(
                text.replace("\"act\":\"born\"", "\"act\":\"noted\""),
                text.replaceFirst("\"by\":\"reporter\"", "\"by\":\"line\""),
                text.replace(number.value(), "0000-0000"),
                text.replaceFirst("\\{\"n\":1,.*?},", ""),
                text.replaceFirst("\"records\":\\[", "\"records\":[],\"more\":["),
                "{}",
                "no log")) {
            assertThat(forged).isNotEqualTo(text);
            Files.writeString(file, forged);
            assertThat(Tools.run("verify", saved.toString())).as(forged).isEqualTo(1);
        }
        Files.write(file, log);
        Files.write(saved.resolve("entry.age"), new byte[1]);
        assertThat(Tools.run("verify", saved.toString()))
                .as("entries are never passed over")
                .isEqualTo(2);
    }

    @Test
    void aRecordChangedInTheDatabaseIsNoLongerSigned() {
        CaseNumber number = line.waiting(1);
        line.context()
                .getBean(Store.class)
                .collection("custody")
                .updateOne(new Document("_id", number + ":1"), new Document("$set", new Document("by", "line")));
        assertThat(json(line.signedIn("auditor").get("/api/custody/chain?of=" + number)))
                .containsEntry("signed", false);
    }
}
