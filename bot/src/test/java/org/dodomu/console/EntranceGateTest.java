package org.dodomu.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class EntranceGateTest {

    private final EntranceGate gate = new EntranceGate(new SignInLimits(new SecureRandom()));

    private int status(String method, String path, String address) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        request.setRemoteAddr(address);
        MockHttpServletResponse response = new MockHttpServletResponse();
        gate.doFilter(request, response, new MockFilterChain());
        if (response.getStatus() == 429) {
            assertThat(response.getHeader("Retry-After")).isNotNull();
            assertThat(response.getContentAsString()).isEqualTo("{\"error\":\"too-many\"}");
        }
        return response.getStatus();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/sign-in/passkey/options",
        "POST, /api/sign-in/passkey",
        "POST, /api/sign-in/challenge",
        "POST, /api/sign-in",
        "POST, /api/step-up/options",
        "POST, /api/step-up",
        "POST, /api/passkeys",
        "POST, /api/enrolment",
        "POST, /api/enrolment/look",
        "POST, /api/enrolment/options",
        "POST, /api/whatever-comes-later",
        "GET, /api/whatever-comes-later"
    })
    void limitsEveryEntrance(String method, String path) throws Exception {
        assertThat(status(method, path, "192.0.2.7")).isEqualTo(200);
        int last = 200;
        for (int i = 0; i < 200 && last == 200; i++) {
            last = status(method, path, "192.0.2.7");
        }
        assertThat(last).isEqualTo(429);
        assertThat(status("GET", "/api/line", "192.0.2.7")).isEqualTo(200);
        assertThat(status("GET", "/", "192.0.2.7")).isEqualTo(200);
    }
}
