package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every endpoint and every role: whom the server lets in, and that it refuses everybody else before it looks at what they sent. A new endpoint without a line here fails. */
class RoleTableTest {

    /** Each endpoint and whom it lets in: (l)eads, (o)perators, (v)erifiers, (a)uditors; (-) anybody, without a sign-in. */
    private static final String TABLE = """
            GET  /api/line                       -
            POST /api/sign-in/challenge          -
            POST /api/sign-in                    -
            POST /api/sign-in/passkey            -
            POST /api/sign-in/passkey/options    -
            POST /api/sign-out                   -
            ANY  /error                          -
            POST /api/founding/setup             -
            POST /api/founding/begin             -
            POST /api/founding/look              -
            POST /api/founding/join              -
            POST /api/founding/draft             -
            POST /api/founding/sign              -
            POST /api/enrolment                  -
            POST /api/enrolment/look             -
            POST /api/enrolment/options          -
            POST /api/invitations/look           -
            POST /api/invitations/answer         -
            GET  /api/invitations                l
            POST /api/invitations                l
            POST /api/invitations/{hash}/withdraw l
            GET  /api/me                         lova
            GET  /api/roster                     lova
            GET  /api/questionnaire              lova
            GET  /api/events                     lova
            POST /api/step-up                    lova
            POST /api/step-up/options            lova
            GET  /api/passkeys                   lova
            POST /api/passkeys                   lova
            POST /api/passkeys/options           lova
            POST /api/passkeys/{name}/remove     lova
            GET  /api/roster/proposals           l
            POST /api/roster/proposals           l
            POST /api/roster/proposals/{hash}/signatures l
            POST /api/roster/proposals/{hash}/withdraw l
            GET  /api/epochs/{desk}/pending      lo
            POST /api/epochs/{desk}/resealed     lo
            GET  /api/members/{id}/readable      l
            GET  /api/cases                      lov
            POST /api/cases/{number}/generations lov
            POST /api/queue/next                 lo
            POST /api/cases/{number}/claim       lo
            POST /api/cases/{number}/renew       lo
            POST /api/cases/{number}/release     lo
            POST /api/cases/{number}/triage      lov
            POST /api/cases/{number}/snooze      lo
            GET  /api/cases/{number}             lov
            GET  /api/cases/{number}/custody     la
            GET  /api/custody                    la
            GET  /api/custody/chain              la
            POST /api/cases/{number}/entries     lov
            POST /api/cases/{number}/thread      lov
            POST /api/cases/{number}/grants      lov
            POST /api/cases/{number}/transfer    lo
            GET  /api/entries/{id}/file          lov
            POST /api/cases/{number}/block       lo
            POST /api/cases/{number}/unblock     lo
            GET  /api/cases/{number}/block       lo
            POST /api/cases/{number}/proposals   lov
            POST /api/cases/{number}/proposals/{id}/confirm l
            POST /api/cases/{number}/proposals/{id}/decline lov
            GET  /api/lead                       l
            POST /api/cases/{number}/hold        l
            POST /api/cases/{number}/lift        l
            GET  /api/cases/{number}/export      lov
            POST /api/presence                   lov
            GET  /api/load                       lov
            POST /api/cases/{number}/assign      l
            POST /api/cases/{number}/escalate    lov
            POST /api/cases/{number}/reopen      lov
            POST /api/spam                       lo
            POST /api/spam/undo                  lo
            GET  /api/me/alerts                  lo
            POST /api/me/alerts/code             lo
            POST /api/me/alerts/unlink           lo
            POST /api/me/alerts/quiet            lo
            POST /api/me/alerts/mail             lo
            POST /api/me/alerts/mail/confirm     lo
            POST /api/me/alerts/mail/unlink      lo
            """;

    /** The numbers and answers that some endpoint cannot do without. */
    private static final Map<String, Object> FIELDS =
            Map.of("fence", 1, "generation", 1, "number", 1, "from", 1, "to", 2, "evenNow", true);

    private static final Map<Character, String> NAMES =
            Map.of('l', "lead", 'o', "operator", 'v', "verifier", 'a', "auditor");

    private static final int A_ROUND = 40;

    private static ConsoleLine line;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        line = new ConsoleLine(folder);
    }

    @AfterAll
    static void stop() {
        line.close();
    }

    record Asked(String method, String path) {}

    static Map<Asked, String> table() {
        Map<Asked, String> rows = new HashMap<>();
        TABLE.lines().map(row -> row.trim().split(" +")).forEach(row -> rows.put(new Asked(row[0], row[1]), row[2]));
        return rows;
    }

    @Test
    void namesEveryEndpoint() {
        Set<String> known = table().keySet().stream()
                .map(one -> one.method() + " " + one.path())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> served = new TreeSet<>();
        line.context()
                .getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
                    if (handler.getBeanType().getName().startsWith("org.dodomu.")) {
                        Set<String> methods =
                                info.getMethodsCondition().getMethods().isEmpty()
                                        ? Set.of("ANY")
                                        : info.getMethodsCondition().getMethods().stream()
                                                .map(Enum::name)
                                                .collect(Collectors.toSet());
                        methods.forEach(
                                method -> info.getPatternValues().forEach(path -> served.add(method + " " + path)));
                    }
                }));
        assertThat(served).containsExactlyElementsOf(known);
    }

    /** The status, and the word for the refusal where one is. */
    private static String asked(Browser browser, Asked asked) {
        String path = asked.path()
                        .replace("{number}", "0000-0000")
                        .replace("{id}", "0".repeat(26))
                        .replace("{desk}", "main")
                        .replace("{name}", "0".repeat(22))
                        .replace("{hash}", "0".repeat(64))
                + (asked.path().equals("/api/cases") ? "?view=granted" : "");
        if (asked.path().equals("/api/events")) {
            return Integer.toString(browser.begin(path).statusCode());
        }
        HttpResponse<String> answer = asked.method().equals("GET") ? browser.get(path) : browser.post(path, FIELDS);
        return answer.statusCode() + " " + (answer.statusCode() < 400 ? "" : answer.body());
    }

    @Test
    void letsInWhomTheTableNamesAndNobodyElse() {
        SoftAssertions all = new SoftAssertions();
        Map<Asked, String> rows = new TreeMap<>(java.util.Comparator.comparing(Asked::toString));
        table().forEach((asked, roles) -> {
            if (!roles.equals("-")) {
                rows.put(asked, roles);
            }
        });
        for (Map.Entry<Character, String> role : NAMES.entrySet()) {
            Browser browser = line.signedIn(role.getValue());
            rows.forEach((asked, roles) -> {
                String answer = asked(browser, asked);
                boolean refused = answer.startsWith("403 ") && answer.contains("not-allowed");
                boolean served = !refused && !answer.startsWith("401") && !answer.startsWith("5");
                boolean fresh = answer.contains("step-up");
                boolean allowed = roles.indexOf(role.getKey()) >= 0;
                all.assertThat(allowed ? served || fresh : refused || fresh)
                        .as("%s asks %s %s: %s", role.getValue(), asked.method(), asked.path(), answer)
                        .isTrue();
            });
        }
        all.assertAll();
    }

    /** In rounds, each with a line of its own: one address may ask only so much a minute before it signs in. */
    @Test
    void letsNobodyInWhoIsNotSignedIn(@TempDir Path folder) throws Exception {
        List<Asked> closed = table().entrySet().stream()
                .filter(row -> !row.getValue().equals("-"))
                .map(Map.Entry::getKey)
                .toList();
        for (int from = 0; from < closed.size(); from += A_ROUND) {
            try (ConsoleLine fresh = new ConsoleLine(Files.createDirectory(folder.resolve("round-" + from)))) {
                Browser stranger = fresh.browser();
                stranger.get("/api/line");
                assertThat(closed.subList(from, Math.min(from + A_ROUND, closed.size())))
                        .allSatisfy(asked -> assertThat(asked(stranger, asked))
                                .as(asked.toString())
                                .startsWith("401"));
            }
        }
    }
}
