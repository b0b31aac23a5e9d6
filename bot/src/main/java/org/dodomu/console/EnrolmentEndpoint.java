package org.dodomu.console;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.dodomu.config.LineSettings;
import org.dodomu.config.SignInSettings;
import org.dodomu.crypto.Sha256;
import org.dodomu.crypto.Statements;
import org.dodomu.passkeys.NewPasskey;
import org.dodomu.passkeys.Passkey;
import org.dodomu.passkeys.PasskeyRefused;
import org.dodomu.passkeys.Passkeys;
import org.dodomu.passkeys.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The first passkeys of founders and candidates, who cannot sign in yet: by their link and a signature of the key that they answered with. A link alone makes none. */
@RestController
class EnrolmentEndpoint {

    private static final String TOKEN = "[A-Za-z0-9_-]{43}";

    private final Enrolment enrolment;
    private final Passkeys passkeys;
    private final SignInSettings settings;
    private final LineSettings line;
    private final Sessions sessions;

    EnrolmentEndpoint(
            Enrolment enrolment, Passkeys passkeys, SignInSettings settings, LineSettings line, Sessions sessions) {
        this.enrolment = enrolment;
        this.passkeys = passkeys;
        this.settings = settings;
        this.line = line;
        this.sessions = sessions;
    }

    record Holder(@Nullable String token) {}

    /**
     * How far they are.
     *
     * @param required whether the line lets nobody in without one
     * @param made how many passkeys they have
     */
    record Standing(String member, boolean required, int made) {}

    private Enrolment.Newcomer behind(@Nullable String token) {
        return enrolment.behind(Asked.matching(token, TOKEN));
    }

    @PostMapping("/api/enrolment/look")
    Standing look(@RequestBody Holder holder) {
        Enrolment.Newcomer newcomer = behind(holder.token());
        return new Standing(
                newcomer.id().value(),
                settings.required(),
                passkeys.of(newcomer.id()).size());
    }

    @PostMapping("/api/enrolment/options")
    Wanted options(@RequestBody Holder holder, HttpServletRequest request) {
        return passkeys.begin(behind(holder.token()).id(), sessions.browser(request));
    }

    record Made(
            @Nullable String token,
            @Nullable String signature,
            @Nullable NewPasskey passkey) {}

    @PostMapping("/api/enrolment")
    @ResponseStatus(HttpStatus.CREATED)
    Passkey register(@RequestBody Made made, HttpServletRequest request) {
        Enrolment.Newcomer newcomer = behind(made.token());
        NewPasskey sent = Asked.present(made.passkey());
        String text = sent.clientData() + "." + sent.attestationObject() + "." + sent.wrapped();
        byte[] statement = Statements.passkey(
                line.id(), newcomer.id().value(), Sha256.hex(text.getBytes(StandardCharsets.US_ASCII)));
        if (!newcomer.signing().verifies(statement, Asked.base64url(made.signature()))) {
            throw new PasskeyRefused();
        }
        return passkeys.register(newcomer.id(), sessions.browser(request), sent);
    }
}
