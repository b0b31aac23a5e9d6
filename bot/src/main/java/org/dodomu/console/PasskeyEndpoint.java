package org.dodomu.console;

import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.dodomu.config.SignInSettings;
import org.dodomu.desk.Member;
import org.dodomu.passkeys.NewPasskey;
import org.dodomu.passkeys.Passkey;
import org.dodomu.passkeys.Passkeys;
import org.dodomu.passkeys.Wanted;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A member's own passkeys. */
@RestController
class PasskeyEndpoint {

    private final Passkeys passkeys;
    private final SignInSettings settings;

    PasskeyEndpoint(Passkeys passkeys, SignInSettings settings) {
        this.passkeys = passkeys;
        this.settings = settings;
    }

    /**
     * What a member sees of their passkeys.
     *
     * @param required whether the last one must stay
     */
    record Mine(boolean required, List<Passkey> passkeys) {}

    @GetMapping("/api/passkeys")
    Mine mine(Member member) {
        return new Mine(settings.required(), passkeys.of(member.id()));
    }

    @StepUp
    @PostMapping("/api/passkeys/options")
    Wanted options(Member member, HttpSession session) {
        return passkeys.begin(member.id(), session.getId());
    }

    @StepUp
    @PostMapping("/api/passkeys")
    @ResponseStatus(HttpStatus.CREATED)
    Passkey register(@RequestBody NewPasskey sent, Member member, HttpSession session) {
        return passkeys.register(member.id(), session.getId(), sent);
    }

    @StepUp
    @PostMapping("/api/passkeys/{name}/remove")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable("name") String name, Member member) {
        passkeys.remove(member.id(), Asked.matching(name, "[0-9a-f]{16}"));
    }
}
