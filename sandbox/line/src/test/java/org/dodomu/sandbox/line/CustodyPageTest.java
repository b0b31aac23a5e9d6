package org.dodomu.sandbox.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.desk.Role;
import org.dodomu.desk.Rosters;
import org.dodomu.storage.Store;
import org.dodomu.tools.Tools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The custody log of all cases in real headless Chromium, as a sample auditor sees it. */
class CustodyPageTest {

    private static final int OPENED = 121;

    @TempDir
    Path folder;

    @TempDir
    Path saved;

    private static CaseNumber waiting(Sandbox sandbox, int mark) {
        Cases cases = sandbox.line().getBean(Cases.class);
        CaseNumber number = cases.bear(new byte[] {(byte) mark}, Language.UK);
        cases.enqueue(number, ReportType.OTHER, Urgency.ROUTINE, false);
        return number;
    }

    private static String operator(Sandbox sandbox) {
        return sandbox.line().getBean(Rosters.class).current().members().stream()
                .filter(one -> one.is(Role.OPERATOR) && !one.is(Role.LEAD))
                .map(one -> one.id().value())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anAuditorLooksThroughTheLogAndHasAChainChecked() throws Exception {
        assumeTrue(BrowserScript.canRun(), "SKIPPED: no Chromium, or the browser code was not built");
        try (Sandbox sandbox = Sandbox.start(folder, 0, 0, 0, Map.of())) {
            CaseNumber broken = waiting(sandbox, 1);
            waiting(sandbox, 2);
            CaseNumber whole = waiting(sandbox, 3);
            Custody custody = sandbox.line().getBean(Custody.class);
            String by = operator(sandbox);
            for (int n = 0; n < OPENED; n++) {
                custody.record(whole.value(), Act.OPENED, by);
            }
            sandbox.line()
                    .getBean(Store.class)
                    .collection("custody")
                    .updateOne(Filters.eq("_id", broken + ":2"), Updates.set("by", by));
            BrowserScript.Outcome outcome = BrowserScript.run(
                    "custody.mjs",
                    sandbox,
                    folder,
                    System.getProperty("pictures", ""),
                    saved.toString(),
                    whole.value(),
                    broken.value(),
                    by);
            assertThat(outcome.well()).as(outcome.said()).isTrue();
            assertThat(outcome.said().lines().filter(line -> line.startsWith("ok ")))
                    .hasSize(6);
        }
        Path log = saved.resolve("custody.json");
        assertThat(Tools.run("verify", saved.toString())).isZero();
        Files.writeString(log, Files.readString(log).replaceFirst("\"act\":\"opened\"", "\"act\":\"noted\""));
        assertThat(Tools.run("verify", saved.toString())).isEqualTo(1);
    }
}
