package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.refused;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dodomu.cases.CaseNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands around every answer: framing, caching, isolation. */
class ResponsesTest {

    private static ConsoleLine line;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder);
    }

    @AfterAll
    static void stop() {
        line.close();
    }

    private static void guarded(HttpHeaders headers) {
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "trusted-types 'none'", "frame-ancestors 'none'");
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("Integrity-Policy")).hasValue("blocked-destinations=(script)");
        assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Cross-Origin-Embedder-Policy")).hasValue("require-corp");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Permissions-Policy").orElse("")).contains("camera=()");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/line", "/api/me", "/nothing-here", "/"})
    void sendsEveryHeaderWithEveryKindOfAnswer(String path) {
        guarded(line.browser().get(path).headers());
    }

    @Test
    void letsNoAnswerToAMemberLieInACache() {
        CaseNumber number = line.waiting(1);
        Browser operator = line.signedIn("operator");
        HttpResponse<String> claimed = operator.post("/api/cases/" + number + "/claim", Map.of());
        guarded(claimed.headers());
        List<String> read = List.of("me", "roster", "questionnaire?lang=uk", "cases?view=mine", "cases/" + number);
        for (String path : read) {
            HttpResponse<String> answer = operator.get("/api/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            guarded(answer.headers());
            assertThat(answer.headers().firstValue("ETag")).isEmpty();
        }
        operator.post("/api/sign-out", Map.of());
        for (String path : read) {
            refused(operator.get("/api/" + path), 401, "signed-out");
        }
    }

    @Test
    void framesTheViewerWithoutAnOrigin() {
        HttpHeaders headers = line.browser().get("/viewer/viewer.js").headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox allow-scripts; default-src 'none'; script-src http://127.0.0.1:")
                .contains("frame-ancestors 'self'");
        assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).hasValue("cross-origin");
        assertThat(headers.firstValue("X-Frame-Options")).isEmpty();
    }

    @Test
    void givesThePageNoScriptWithoutAChecksum() throws Exception {
        HttpResponse<String> page = line.browser().get("/");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                page.statusCode() == 200, "SKIPPED: the browser code was not built");
        assertThat(Pattern.compile("<script").split(page.body())).hasSize(3);
        Matcher map =
                Pattern.compile("<script type=\"importmap\">([^<]+)</script>").matcher(page.body());
        assertThat(map.find()).isTrue();
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(map.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self' 'sha256-" + Base64.getEncoder().encodeToString(sum) + "';");
        assertThat(page.body()).containsPattern("<script type=\"module\" src=\"/assets/[^\"]+\" integrity=\"sha384-");
    }
}
