package org.dodomu.cases;

import java.util.List;
import java.util.Map;

/** One entry at a time, as tests want it. */
final class Depositing {

    private Depositing() {}

    static void deposit(Deposits deposits, CaseNumber number, EntryDraft draft) {
        deposits.store(List.of(deposits.seal(deposits.know(List.of(number)), number, draft)));
    }

    static void count(Cases cases, CaseNumber number, List<EntryId> entries) {
        cases.count(Map.of(number, entries));
    }
}
