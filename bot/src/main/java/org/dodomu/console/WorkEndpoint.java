package org.dodomu.console;

import java.util.List;
import java.util.Map;
import org.dodomu.cases.Assignments;
import org.dodomu.cases.Closings;
import org.dodomu.cases.Presence;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How members share the work: who looks at what, whose turn it is, closing many at once and opening again. */
@RestController
class WorkEndpoint {

    private static final int MOST_AT_ONCE = 100;

    private final Assignments assignments;
    private final Closings closings;
    private final Presence presence;

    WorkEndpoint(Assignments assignments, Closings closings, Presence presence) {
        this.assignments = assignments;
        this.closings = closings;
        this.presence = presence;
    }

    record Looking(@Nullable String number) {}

    @PostMapping("/api/presence")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void look(@RequestBody Looking at, Member member) {
        Rights.toWorkOnCases(member);
        String number = at.number();
        if (number == null) {
            presence.looksAway(member);
        } else {
            presence.looksAt(Asked.number(number), member);
        }
    }

    @GetMapping("/api/load")
    Map<String, Assignments.Load> load(Member member) {
        Rights.toWorkOnCases(member);
        return assignments.loads();
    }

    record To(@Nullable String member) {}

    @PostMapping("/api/cases/{number}/assign")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void assign(@PathVariable("number") String number, @RequestBody To to, Member member) {
        Rights.toLead(member);
        MemberId id = new MemberId(Asked.matching(to.member(), "m-[0-9a-z]{8}"));
        assignments.assign(Asked.number(number), member, id);
    }

    record Fence(long fence) {}

    @PostMapping("/api/cases/{number}/escalate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void escalate(@PathVariable("number") String number, @RequestBody Fence held, Member member) {
        Rights.toWorkOnCases(member);
        assignments.escalate(Asked.number(number), member, held.fence());
    }

    @PostMapping("/api/cases/{number}/reopen")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reopen(@PathVariable("number") String number, @RequestBody Fence held, Member member) {
        Rights.toWorkOnCases(member);
        closings.reopen(Asked.number(number), member, held.fence());
    }

    record Numbers(@Nullable List<String> numbers) {}

    record ClosedCases(List<Closings.Closed> closed) {}

    @PostMapping("/api/spam")
    ClosedCases closeAsSpam(@RequestBody Numbers asked, Member member) {
        Rights.toTriage(member);
        List<String> numbers = bounded(asked.numbers());
        return new ClosedCases(
                closings.closeAsSpam(numbers.stream().map(Asked::number).toList(), member));
    }

    record Undo(@Nullable List<Closings.Closed> closed) {}

    record Back(int back) {}

    @PostMapping("/api/spam/undo")
    Back undo(@RequestBody Undo asked, Member member) {
        Rights.toTriage(member);
        List<Closings.Closed> closed = bounded(asked.closed());
        closed.forEach(one -> Asked.number(Asked.present(one.number())));
        return new Back(closings.undo(closed, member));
    }

    private static <T> List<T> bounded(@Nullable List<T> sent) {
        List<T> all = Asked.present(sent);
        if (all.size() > MOST_AT_ONCE) {
            throw new Malformed();
        }
        return all;
    }
}
