package org.dodomu.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.cases.CaseRow;
import org.dodomu.cases.FourEyes;
import org.dodomu.cases.NextCase;
import org.dodomu.cases.Presence;
import org.dodomu.cases.Queue;
import org.dodomu.cases.View;
import org.dodomu.desk.Member;
import org.dodomu.desk.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The queue and the claims on it. */
@RestController
class QueueEndpoint {

    private static final int MOST_ROWS = 499;
    private static final Duration LONGEST_SNOOZE = Duration.ofDays(31);

    private final Queue queue;
    private final NextCase next;
    private final Presence presence;
    private final FourEyes fourEyes;
    private final Clock clock;

    QueueEndpoint(Queue queue, NextCase next, Presence presence, FourEyes fourEyes, Clock clock) {
        this.queue = queue;
        this.next = next;
        this.presence = presence;
        this.fourEyes = fourEyes;
        this.clock = clock;
    }

    record Page(Map<String, Long> counts, List<CaseRow> rows, boolean more, Map<String, List<String>> present) {}

    @GetMapping("/api/cases")
    Page list(
            @RequestParam("view") String view,
            @RequestParam(name = "limit", defaultValue = "100") int limit,
            Member member) {
        View asked = Asked.view(view);
        Rights.toSee(asked, member);
        int most = Math.max(1, Math.min(limit, MOST_ROWS));
        List<CaseRow> rows = queue.list(asked, member, most + 1);
        Map<String, Long> counts = new LinkedHashMap<>();
        queue.counts(member).forEach((one, count) -> counts.put(one.code(), count));
        if (member.is(Role.LEAD)) {
            counts.put("decisions", fourEyes.count(member));
        }
        List<CaseRow> shown = rows.subList(0, Math.min(most, rows.size()));
        return new Page(counts, shown, rows.size() > most, presence.of(shown, member));
    }

    @PostMapping("/api/queue/next")
    ResponseEntity<NextCase.Taken> next(Member member) {
        Rights.toTriage(member);
        return next.take(member).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent()
                .build());
    }

    @PostMapping("/api/cases/{number}/claim")
    Queue.Claim claim(@PathVariable("number") String number, Member member) {
        Rights.toTriage(member);
        return queue.claim(Asked.number(number), member);
    }

    record Fence(long fence) {}

    @PostMapping("/api/cases/{number}/renew")
    Queue.Claim renew(@PathVariable("number") String number, @RequestBody Fence held, Member member) {
        Rights.toTriage(member);
        return queue.renew(Asked.number(number), member, held.fence());
    }

    @PostMapping("/api/cases/{number}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable("number") String number, @RequestBody Fence held, Member member) {
        Rights.toTriage(member);
        queue.release(Asked.number(number), member.id(), held.fence());
    }

    record Triage(
            long fence, @Nullable String urgency, @Nullable String state) {}

    @PostMapping("/api/cases/{number}/triage")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void triage(@PathVariable("number") String number, @RequestBody Triage asked, Member member) {
        Rights.toWorkOnCases(member);
        queue.triage(
                Asked.number(number),
                member,
                asked.fence(),
                Optional.ofNullable(asked.urgency()).map(Asked::urgency),
                Optional.ofNullable(asked.state()).map(Asked::state));
    }

    record Snooze(long fence, @Nullable Instant until) {}

    @PostMapping("/api/cases/{number}/snooze")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void snooze(@PathVariable("number") String number, @RequestBody Snooze asked, Member member) {
        Rights.toTriage(member);
        Instant until = Asked.present(asked.until());
        if (until.isAfter(clock.instant().plus(LONGEST_SNOOZE))) {
            throw new Malformed();
        }
        queue.snooze(Asked.number(number), member.id(), asked.fence(), until);
    }
}
