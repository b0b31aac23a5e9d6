package org.dodomu.console;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.dodomu.cases.CaseRow;
import org.dodomu.cases.Exports;
import org.dodomu.cases.FourEyes;
import org.dodomu.cases.Withdrawals;
import org.dodomu.desk.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What needs a second person, and what leads alone decide: legal holds and the sight of withdrawals. */
@RestController
class LeadEndpoint {

    private static final String PROPOSAL = "[0-9a-zA-Z]{8,32}";

    private final FourEyes fourEyes;
    private final Withdrawals withdrawals;
    private final Exports exports;

    LeadEndpoint(FourEyes fourEyes, Withdrawals withdrawals, Exports exports) {
        this.fourEyes = fourEyes;
        this.withdrawals = withdrawals;
        this.exports = exports;
    }

    record Proposed(
            long fence, @Nullable String what, @Nullable String reason) {}

    @PostMapping("/api/cases/{number}/proposals")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void propose(@PathVariable("number") String number, @RequestBody Proposed asked, Member member) {
        Rights.toWorkOnCases(member);
        String what = Asked.matching(asked.what(), "not-credible|export|destruction");
        fourEyes.propose(Asked.number(number), member, asked.fence(), what, Asked.base64(asked.reason()));
    }

    @StepUp
    @PostMapping("/api/cases/{number}/proposals/{id}/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@PathVariable("number") String number, @PathVariable("id") String id, Member member) {
        Rights.toLead(member);
        fourEyes.confirm(Asked.number(number), member, Asked.matching(id, PROPOSAL));
    }

    @PostMapping("/api/cases/{number}/proposals/{id}/decline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decline(@PathVariable("number") String number, @PathVariable("id") String id, Member member) {
        Rights.toWorkOnCases(member);
        fourEyes.decline(Asked.number(number), member, Asked.matching(id, PROPOSAL));
    }

    record Lists(List<FourEyes.Asked> proposals, List<CaseRow> withdrawals, List<CaseRow> held) {}

    @GetMapping("/api/lead")
    Lists lists(Member member) {
        Rights.toLead(member);
        return new Lists(fourEyes.waiting(member), withdrawals.seenBy(member), withdrawals.heldBy(member));
    }

    @PostMapping("/api/cases/{number}/hold")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void hold(@PathVariable("number") String number, Member member) {
        Rights.toLead(member);
        withdrawals.hold(Asked.number(number), member);
    }

    @PostMapping("/api/cases/{number}/lift")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(@PathVariable("number") String number, Member member) {
        Rights.toLead(member);
        withdrawals.lift(Asked.number(number), member);
    }

    @StepUp
    @GetMapping("/api/cases/{number}/export")
    void export(@PathVariable("number") String number, Member member, HttpServletResponse response) throws IOException {
        Rights.toWorkOnCases(member);
        Exports.Packet packet = exports.of(Asked.number(number), member);
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"case.zip\"");
        packet.writeTo(response.getOutputStream());
    }
}
