package org.dodomu.sandbox.line;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.EntryDraft;
import org.dodomu.cases.EntryId;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.springframework.context.ApplicationContext;

/** Visibly sample cases, sealed by the line itself: twelve answers and one file each, in all types, languages and urgencies. */
final class SampleCases {

    private static final List<String> QUESTIONS = List.of(
            "type",
            "relation",
            "name",
            "age",
            "danger",
            "imposed",
            "seen",
            "taken",
            "together",
            "places",
            "marks",
            "reported");

    private final Cases cases;
    private final Deposits deposits;

    SampleCases(ApplicationContext line) {
        this.cases = line.getBean(Cases.class);
        this.deposits = line.getBean(Deposits.class);
    }

    void enqueue(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            one(i);
        }
    }

    private void one(int i) throws IOException {
        byte[] mark = ByteBuffer.allocate(8).putInt(i).array();
        CaseNumber number = cases.bear(mark, Language.values()[i % Language.values().length]);
        List<EntryId> entries = new ArrayList<>();
        for (int seq = 1; seq <= QUESTIONS.size(); seq++) {
            EntryDraft draft = draft(
                    number,
                    seq,
                    "answer",
                    Map.of("question", QUESTIONS.get(seq - 1), "text", "Зразок відповіді " + seq, "language", "uk"));
            deposits.store(List.of(deposits.seal(deposits.know(List.of(number)), number, draft)));
            entries.add(draft.id());
        }
        byte[] words = "Зразок файлу".getBytes(StandardCharsets.UTF_8);
        EntryDraft file =
                draft(number, QUESTIONS.size() + 1, "file", Map.of("question", "evidence", "sentAs", "document"));
        deposits.depositFile(number, file, words.length, new ByteArrayInputStream(words));
        entries.add(file.id());
        cases.count(Map.of(number, entries));
        cases.enqueue(
                number,
                ReportType.values()[i % ReportType.values().length],
                Urgency.values()[i % Urgency.values().length],
                i % 7 == 0);
    }

    private EntryDraft draft(CaseNumber number, int seq, String kind, Map<String, ?> body) {
        return new EntryDraft(cases.entryId(number, new byte[] {(byte) seq}), seq, kind, Instant.now(), body);
    }
}
