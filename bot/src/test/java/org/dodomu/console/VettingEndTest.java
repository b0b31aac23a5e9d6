package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.SigningKey;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class VettingEndTest {

    private static final LocalDate LAST = LocalDate.of(2026, 3, 1);

    private static Member member(Role role) {
        SecureRandom random = new SecureRandom();
        return new Member(
                MemberId.generate(random),
                List.of(role),
                List.of("main"),
                HybridIdentity.generate(random).recipient(),
                SigningKey.generate(random).verifyingKey(),
                LAST);
    }

    private static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }

    @ParameterizedTest
    @CsvSource({
        "OPERATOR, 2026-03-01T23:59:59Z, /api/cases, true",
        "OPERATOR, 2026-03-02T00:00:00Z, /api/cases, false",
        "OPERATOR, 2026-03-02T00:00:00Z, /api/roster, false",
        "OPERATOR, 2026-03-02T00:00:00Z, /api/me, false",
        "LEAD, 2026-03-02T00:00:00Z, /api/cases, false",
        "LEAD, 2026-03-02T00:00:00Z, /api/events, false",
        "LEAD, 2026-03-02T00:00:00Z, /api/roster, true",
        "LEAD, 2026-03-02T00:00:00Z, /api/roster/proposals, true",
        "LEAD, 2026-03-02T00:00:00Z, /api/invitations, true",
        "LEAD, 2026-03-02T00:00:00Z, /api/rosters, false",
        "AUDITOR, 2026-03-02T00:00:00Z, /api/roster/proposals, false",
    })
    void afterTheLastDayALeadMaySignRostersAndNobodyMayDoAnythingElse(
            Role role, String now, String path, boolean allowed) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setServletPath(path);
        assertThat(MemberGate.allows(member(role), at(now), request)).isEqualTo(allowed);
    }
}
