package org.dodomu.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dodomu.cases.Transfers;
import org.dodomu.desk.Member;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Moves a case to another desk: its keys come sealed to that desk's epoch by the browser of whoever holds the claim. */
@RestController
class TransferEndpoint {

    private static final int MOST_COPIES = 200;

    private final Transfers transfers;

    TransferEndpoint(Transfers transfers) {
        this.transfers = transfers;
    }

    record Copy(int generation, @Nullable String sealed) {}

    record Transfer(
            long fence, @Nullable String desk, @Nullable List<Copy> copies) {}

    @StepUp
    @PostMapping("/api/cases/{number}/transfer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void transfer(@PathVariable("number") String number, @RequestBody Transfer asked, Member member) {
        Rights.toTriage(member);
        List<Copy> sent = Asked.present(asked.copies());
        Map<Integer, byte[]> copies = new HashMap<>();
        sent.stream().limit(MOST_COPIES).forEach(copy -> copies.put(copy.generation(), Asked.base64(copy.sealed())));
        if (copies.size() != sent.size()) {
            throw new Malformed();
        }
        String desk = Asked.matching(asked.desk(), "[a-z0-9-]{1,32}");
        transfers.transfer(Asked.number(number), member, asked.fence(), desk, copies);
    }
}
