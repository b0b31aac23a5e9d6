package org.dodomu.cases;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a case stands. */
public enum CaseState {
    /** Being told: not in the queue yet. */
    INTAKE,
    WAITING,
    TRIAGED,
    VERIFYING,
    CORROBORATED,
    REFERRED,
    LOCATED,
    RETURNED,
    CLOSED,
    DUPLICATE,
    WITHDRAWN;

    private static final List<CaseState> ENDED = List.of(RETURNED, CLOSED, DUPLICATE, WITHDRAWN);

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static CaseState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public boolean ended() {
        return ENDED.contains(this);
    }

    static List<String> endedCodes() {
        return ENDED.stream().map(CaseState::code).toList();
    }

    /** What a member, or new words of the reporter, open again. */
    static List<String> reopenableCodes() {
        return ENDED.stream()
                .filter(state -> state != WITHDRAWN)
                .map(CaseState::code)
                .toList();
    }

    /** What an operator may take as long as the case is the desk's. */
    static List<String> claimableCodes() {
        return Stream.concat(Stream.of(WAITING.code()), workedOnCodes().stream())
                .toList();
    }

    static List<String> workedOnCodes() {
        return Stream.of(TRIAGED, VERIFYING, CORROBORATED, REFERRED, LOCATED)
                .map(CaseState::code)
                .toList();
    }
}
