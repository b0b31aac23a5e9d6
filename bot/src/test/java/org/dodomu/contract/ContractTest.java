package org.dodomu.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Deposits;
import org.dodomu.cases.EntryDraft;
import org.dodomu.cases.EntryId;
import org.dodomu.config.Language;
import org.dodomu.config.ReportType;
import org.dodomu.config.Urgency;
import org.dodomu.crypto.Json;
import org.dodomu.desk.Rosters;
import org.dodomu.support.MovableClock;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A founded line over a database of its own. At the end no rule for clusters was broken, and nothing was asked that no index serves. */
abstract class ContractTest {

    @TempDir
    Path folder;

    final MovableClock clock = new MovableClock();
    final TestDatabase database = new TestDatabase();
    FoundedLine founded;
    RunningLine line;

    @BeforeEach
    void found() throws IOException {
        founded = new FoundedLine(folder);
        line = start();
        founded.found(line.part(Rosters.class));
    }

    @AfterEach
    void end() {
        line.checkIndexes();
        line.close();
        database.close();
    }

    /** One more process of the line. */
    RunningLine start() {
        return new RunningLine(founded, database.uri(), clock, database.rules());
    }

    CaseNumber waiting(String mark) {
        Cases cases = line.part(Cases.class);
        CaseNumber number = cases.bear(mark.getBytes(StandardCharsets.UTF_8), Language.UK);
        cases.enqueue(number, ReportType.DEPORTED, Urgency.ROUTINE, false);
        return number;
    }

    EntryDraft draft(CaseNumber number, int seq, String text) {
        return new EntryDraft(
                line.part(Cases.class).entryId(number, new byte[] {(byte) (seq >> 8), (byte) seq}),
                seq,
                "answer",
                clock.instant(),
                Map.of("text", text));
    }

    /** What the desk reads in the entries of an opened case, by the reporter's numbers. */
    List<Map<String, Object>> read(CaseFiles.CaseFile file) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (CaseFiles.Entry entry : file.entries()) {
            byte[] sealed = Base64.getDecoder().decode(entry.sealed().orElseThrow());
            all.add(Json.read(founded.open(file.generations().get(0), sealed)));
        }
        all.sort(java.util.Comparator.comparingInt(one -> (Integer) one.get("seq")));
        return all;
    }

    static List<Object> texts(List<Map<String, Object>> entries) {
        return entries.stream().map(one -> one.get("text")).toList();
    }

    /** Seals and stores one entry, as a batch of one. */
    static void deposit(RunningLine line, CaseNumber number, EntryDraft draft) {
        Deposits deposits = line.part(Deposits.class);
        deposits.store(List.of(deposits.seal(deposits.know(List.of(number)), number, draft)));
    }

    static void count(RunningLine line, CaseNumber number, List<EntryId> entries) {
        line.part(Cases.class).count(java.util.Map.of(number, entries));
    }
}
