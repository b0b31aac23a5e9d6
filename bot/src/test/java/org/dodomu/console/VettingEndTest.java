package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dodomu.console.Answers.refused;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.dodomu.cases.CaseChanged;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.SigningKey;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.dodomu.desk.Role;
import org.dodomu.desk.RosterChanged;
import org.dodomu.support.MovableClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void atMidnightItEndsAnOpenSessionAndItsStreamAndARenewalGoesOnWithIt(@TempDir Path folder) throws Exception {
        try (ConsoleLine line = new ConsoleLine(folder, StepUpTest.WithClock.class)) {
            MovableClock clock = line.context().getBean(MovableClock.class);
            clock.pass(Duration.ofHours(14));
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            line.vettedUntil(today, "operator", "lead");
            Browser operator = line.signedIn("operator");
            Browser lead = line.signedIn("lead");
            Browser second = line.signedIn("second");
            String cases = "/api/cases?view=waiting";
            assertThat(operator.get(cases).statusCode()).isEqualTo(200);
            try (InputStream stream = operator.stream("/api/events").body()) {
                clock.pass(Duration.ofMinutes(61));
                for (String path : List.of(cases, "/api/me", "/api/roster", "/api/events")) {
                    refused(operator.get(path), 403, "vetting-ended");
                }
                refused(lead.get(cases), 403, "vetting-ended");
                for (String path : List.of("/api/me", "/api/roster", "/api/roster/proposals")) {
                    assertThat(lead.get(path).statusCode()).as(path).isEqualTo(200);
                }
                assertThat(second.get(cases).statusCode()).isEqualTo(200);
                line.context().publishEvent(new CaseChanged(line.waiting(1)));
                line.context().publishEvent(new RosterChanged(2));
                assertThat(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                        .as("it ended, whatever it said before")
                        .isNotNull();
            }
            refused(line.browser().signIn("operator"), 403, "vetting-ended");
            assertThat(line.browser().signIn("lead").statusCode()).isEqualTo(204);
            line.vettedUntil(today.plusYears(1), "operator", "lead");
            assertThat(operator.get(cases).statusCode()).isEqualTo(200);
            assertThat(lead.get(cases).statusCode()).isEqualTo(200);
        }
    }
}
