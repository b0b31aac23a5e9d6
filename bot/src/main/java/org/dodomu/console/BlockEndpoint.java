package org.dodomu.console;

import org.dodomu.desk.Member;
import org.dodomu.followup.Blocking;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Blocking the person behind a case, for operators and leads who may close it. Says whether, never whom. */
@RestController
class BlockEndpoint {

    private final Blocking blocking;

    BlockEndpoint(Blocking blocking) {
        this.blocking = blocking;
    }

    record Fence(long fence) {}

    @PostMapping("/api/cases/{number}/block")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void block(@PathVariable("number") String number, @RequestBody Fence held, Member member) {
        Rights.toTriage(member);
        blocking.block(Asked.number(number), member, held.fence());
    }

    @PostMapping("/api/cases/{number}/unblock")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unblock(@PathVariable("number") String number, @RequestBody Fence held, Member member) {
        Rights.toTriage(member);
        blocking.lift(Asked.number(number), member, held.fence());
    }

    record Block(boolean blocked) {}

    @GetMapping("/api/cases/{number}/block")
    Block standing(@PathVariable("number") String number, Member member) {
        Rights.toTriage(member);
        return new Block(blocking.stands(Asked.number(number)));
    }
}
