package org.dodomu.console;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.Generation;
import org.dodomu.cases.PastReaders;
import org.dodomu.cases.Resealing;
import org.dodomu.desk.Member;
import org.dodomu.desk.MemberId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an ended epoch leaves to do for a browser that holds both keys, and what a removed member could read. */
@RestController
class EpochEndpoint {

    private static final String DESK = "[a-z0-9-]{1,40}";
    private static final String AFTER = "|[0-9A-Z]{4}-[0-9A-Z]{4}";
    private static final int MOST_CASES = 50;
    private static final int MOST_GENERATIONS = 500;

    private final Resealing resealing;
    private final PastReaders readers;

    EpochEndpoint(Resealing resealing, PastReaders readers) {
        this.resealing = resealing;
        this.readers = readers;
    }

    record Copy(int generation, String recipient, String to, String sealed) {}

    record Case(String number, int rev, List<Copy> keys) {}

    record Pending(long left, List<Case> cases) {}

    @GetMapping("/api/epochs/{desk}/pending")
    Pending pending(
            @PathVariable("desk") String desk,
            @RequestParam(name = "after", defaultValue = "") String after,
            Member member) {
        Rights.toTriage(member);
        Resealing.Work work = resealing.pending(Asked.matching(desk, DESK), member, Asked.matching(after, AFTER));
        return new Pending(
                work.left(), work.some().stream().map(EpochEndpoint::served).toList());
    }

    private static Case served(Resealing.Pending pending) {
        List<Copy> copies = new ArrayList<>();
        for (Generation generation : pending.generations()) {
            generation
                    .keys()
                    .forEach(key -> copies.add(new Copy(
                            generation.number(),
                            generation.recipientText(),
                            key.to(),
                            Base64.getEncoder().encodeToString(key.sealed()))));
        }
        return new Case(pending.number().value(), pending.rev(), copies);
    }

    record Sealed(int generation, @Nullable String sealed) {}

    record Moved(@Nullable String number, int rev, @Nullable List<Sealed> keys) {}

    record Batch(@Nullable List<Moved> cases) {}

    /** How many were written; the others changed meanwhile and are asked for again. */
    record Written(int resealed) {}

    @PostMapping("/api/epochs/{desk}/resealed")
    Written resealed(@PathVariable("desk") String desk, @RequestBody Batch batch, Member member) {
        Rights.toTriage(member);
        List<Moved> cases = Asked.present(batch.cases());
        if (cases.size() > MOST_CASES) {
            throw new Malformed();
        }
        int written = 0;
        for (Moved one : cases) {
            CaseNumber number = Asked.number(Asked.present(one.number()));
            boolean done = resealing.reseal(
                    Asked.matching(desk, DESK), member, number, one.rev(), keys(Asked.present(one.keys())));
            written += done ? 1 : 0;
        }
        return new Written(written);
    }

    private static List<Resealing.Resealed> keys(List<Sealed> sent) {
        if (sent.size() > MOST_GENERATIONS) {
            throw new Malformed();
        }
        List<Resealing.Resealed> keys = new ArrayList<>();
        sent.forEach(one -> keys.add(new Resealing.Resealed(
                one.generation(), new Generation.SealedKey("epoch", Asked.base64(one.sealed())))));
        return keys;
    }

    /** What this member can read, or could before they left. For leads. */
    @GetMapping("/api/members/{id}/readable")
    List<PastReaders.Readable> readable(
            @PathVariable("id") String id,
            @RequestParam(name = "after", defaultValue = "") String after,
            Member member) {
        Rights.toVouch(member);
        MemberId asked = new MemberId(Asked.matching(id, "m-[0-9a-hjkmnp-tv-z]{8}"));
        return readers.of(asked, Asked.matching(after, AFTER));
    }
}
