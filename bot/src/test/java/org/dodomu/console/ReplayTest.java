package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.json;
import static org.dodomu.console.Answers.refused;

import com.mongodb.client.model.Filters;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import org.dodomu.cases.CaseNumber;
import org.dodomu.desk.SignedRoster;
import org.dodomu.storage.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same request once more, by whoever caught it or by a browser that heard no answer: of a desk's new key and of a next roster. */
class ReplayTest {

    @SuppressWarnings("NullAway.Init")
    private ConsoleLine line;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder);
    }

    @AfterEach
    void stop() {
        line.close();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private Document stored(CaseNumber number) {
        return Objects.requireNonNull(line.context()
                .getBean(Store.class)
                .collection("cases")
                .find(Filters.eq("_id", number.value()))
                .first());
    }

    @Test
    @SuppressWarnings("unchecked")
    void aKeySealedAnewIsTakenOnceAndFromNobodyElse() {
        CaseNumber number = line.waiting(1);
        Browser removed = line.signedIn("second");
        Browser operator = line.signedIn("operator");
        line.remove("second");
        Map<String, Object> work = json(operator.get("/api/epochs/main/pending"));
        List<Map<String, Object>> cases = (List<Map<String, Object>>) Objects.requireNonNull(work.get("cases"));
        assertThat(cases).singleElement().satisfies(one -> assertThat(one).containsEntry("number", number.value()));
        Map<String, Object> batch = Map.of(
                "cases",
                List.of(Map.of(
                        "number",
                        number.value(),
                        "rev",
                        Objects.requireNonNull(cases.get(0).get("rev")),
                        "keys",
                        List.of(Map.of("generation", 1, "sealed", base64(line.sealedTo("operator")))))));
        String path = "/api/epochs/main/resealed";
        refused(removed.post(path, batch), 401, "signed-out");
        refused(line.signedIn("verifier").post(path, batch), 403, "not-allowed");
        refused(operator.post("/api/epochs/elsewhere/resealed", batch), 403, "not-allowed");
        assertThat(json(operator.post(path, batch))).containsEntry("resealed", 1);
        Document once = stored(number);
        assertThat(json(operator.post(path, batch))).containsEntry("resealed", 0);
        assertThat(json(line.signedIn("lead").post(path, batch))).containsEntry("resealed", 0);
        assertThat(stored(number)).isEqualTo(once);
        assertThat(json(operator.get("/api/epochs/main/pending"))).containsEntry("left", 0);
    }

    @Test
    void aNextRosterComesIntoForceOnceAndOnlyFromALead() {
        SignedRoster next = line.withOneMore();
        Map<String, Object> proposed = Map.of(
                "publicPart",
                base64(next.publicPart()),
                "memberPart",
                base64(next.memberPart()),
                "epochs",
                List.of(),
                "signature",
                base64(next.signature(line.id("lead"))));
        String path = "/api/roster/proposals";
        refused(line.signedIn("operator").post(path, proposed), 403, "not-allowed");
        Browser lead = line.signedIn("lead");
        assertThat(lead.withoutCsrfHeader().post(path, proposed).statusCode()).isEqualTo(403);
        Browser again = line.signedIn("lead");
        assertThat(json(again.post(path, proposed))).containsEntry("hash", next.hash());
        assertThat(line.rosters().current().hash()).isEqualTo(next.hash());
        refused(again.post(path, proposed), 409, "proposal-stale");
        Map<String, Object> signature = Map.of("signature", base64(next.signature(line.id("lead"))));
        List<HttpResponse<String>> repeated = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            repeated.add(again.post(path + "/" + next.hash() + "/signatures", signature));
        }
        assertThat(repeated).allMatch(answer -> answer.statusCode() == 204);
        assertThat(line.rosters().versions()).hasSize(2);
        assertThat(line.rosters().current().hash()).isEqualTo(next.hash());
        assertThat(again.get(path).body()).isEqualTo("[]");
    }
}
