package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.crypto.Json;
import org.dodomu.intake.ChatAddress;
import org.dodomu.intake.Incoming;
import org.dodomu.intake.Line;
import org.dodomu.intake.UpdateMark;
import org.dodomu.storage.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.ComponentScan;

class BlockTest {

    @TestConfiguration(proxyBeanMethods = false)
    @ComponentScan("org.dodomu.intake")
    static class WithChats {}

    private static final long CHAT = 9_191_001;

    private ConsoleLine line;
    private CaseNumber number;
    private int update;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder, WithChats.class);
        send(new Incoming.Command(origin(), "start", ""));
        for (String press : List.of("0:uk", "1:yes", "2:danger")) {
            send(new Incoming.Press(origin(), "callback", press));
        }
        send(new Incoming.Words(origin(), "перше"));
        number = new CaseNumber(documents("cases").get(0).getString("_id"));
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private Incoming.Origin origin() {
        update++;
        return new Incoming.Origin(
                ChatAddress.of(CHAT), UpdateMark.of(update, 1), update, Instant.now(), Optional.of("uk"), false);
    }

    private void send(Incoming incoming) {
        assertThat(line.context().getBean(Line.class).receive(List.of(incoming)))
                .isEmpty();
    }

    private List<Document> documents(String collection) {
        return line.context().getBean(Store.class).collection(collection).find().into(new ArrayList<>());
    }

    private Browser signedIn(String name) {
        Browser browser = line.browser();
        assertThat(browser.signIn(name).statusCode()).isEqualTo(204);
        return browser;
    }

    private HttpResponse<String> ask(Browser browser, String act, long fence) {
        return browser.post("/api/cases/" + number + "/" + act, Map.of("fence", fence));
    }

    private long claimed(Browser browser) {
        assertThat(browser.post("/api/cases/" + number + "/claim", Map.of()).statusCode())
                .isEqualTo(200);
        return line.fence(number);
    }

    private static Map<String, Object> json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Object standing(Browser browser) {
        return json(browser.get("/api/cases/" + number + "/block")).get("blocked");
    }

    private List<String> acts() {
        return documents("custody").stream().map(one -> one.getString("act")).toList();
    }

    @Test
    void blocksAndLiftsAndRecordsBothOnceWithoutSayingWho() {
        Browser operator = signedIn("operator");
        long fence = claimed(operator);
        assertThat(standing(operator)).isEqualTo(false);
        HttpResponse<String> blocked = ask(operator, "block", fence);
        assertThat(blocked.statusCode()).isEqualTo(204);
        assertThat(blocked.body()).isEmpty();
        assertThat(ask(operator, "block", fence).statusCode()).isEqualTo(204);
        assertThat(standing(operator)).isEqualTo(true);
        int entries = documents("entries").size();
        send(new Incoming.Words(origin(), "CANARY-x"));
        assertThat(documents("entries")).hasSize(entries);
        assertThat(ask(operator, "unblock", fence).statusCode()).isEqualTo(204);
        assertThat(ask(operator, "unblock", fence).statusCode()).isEqualTo(204);
        send(new Incoming.Command(origin(), "start", ""));

        assertThat(standing(operator)).isEqualTo(false);
        assertThat(acts()).containsOnlyOnce("sender-blocked", "sender-unblocked");
        assertThat(json(signedIn("auditor").get("/api/cases/" + number + "/custody")))
                .containsEntry("unbroken", true);
        assertThat(operator.get("/api/cases/" + number).body()).doesNotContain(Long.toString(CHAT));
    }

    @Test
    void refusesWhoeverMayNotCloseTheCase() {
        Browser operator = signedIn("operator");
        assertThat(ask(operator, "block", 0).statusCode()).isEqualTo(403);
        long fence = claimed(operator);
        assertThat(ask(operator, "block", fence + 1).statusCode()).isEqualTo(409);
        for (String name : List.of("verifier", "auditor")) {
            Browser other = signedIn(name);
            assertThat(ask(other, "block", fence).statusCode()).isEqualTo(403);
            assertThat(ask(other, "unblock", fence).statusCode()).isEqualTo(403);
            assertThat(other.get("/api/cases/" + number + "/block").statusCode())
                    .isEqualTo(403);
        }
        assertThat(ask(signedIn("second"), "block", fence).statusCode()).isEqualTo(409);

        assertThat(documents("blocks")).isEmpty();
        assertThat(acts()).doesNotContain("sender-blocked");
    }

    @Test
    void letsALeadLiftABlockOfACaseThatNobodyHolds() {
        Browser operator = signedIn("operator");
        long fence = claimed(operator);
        ask(operator, "block", fence);
        operator.post("/api/cases/" + number + "/triage", Map.of("fence", fence, "state", "closed"));
        operator.post("/api/cases/" + number + "/release", Map.of("fence", fence));
        assertThat(ask(operator, "unblock", fence).statusCode()).isEqualTo(409);
        Browser lead = signedIn("lead");
        assertThat(ask(lead, "unblock", 0).statusCode()).isEqualTo(204);

        assertThat(standing(lead)).isEqualTo(false);
    }

    @Test
    void saysThatNobodyCanBeReachedWhenTheLinkIsGone() {
        Browser operator = signedIn("operator");
        long fence = claimed(operator);
        line.context().getBean(Store.class).collection("links").deleteMany(new Document());
        HttpResponse<String> refused = ask(operator, "block", fence);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused)).containsEntry("error", "no-way-back");
        assertThat(acts()).doesNotContain("sender-blocked");
    }

    @Test
    void saysThatThereIsNoSuchCase() {
        Browser lead = signedIn("lead");

        assertThat(lead.post("/api/cases/0000-0000/block", Map.of("fence", 0)).statusCode())
                .isEqualTo(404);
        assertThat(lead.get("/api/cases/0000-0000/block").statusCode()).isEqualTo(404);
    }
}
