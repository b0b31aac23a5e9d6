package org.dodomu.console;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dodomu.cases.CaseFiles;
import org.dodomu.cases.CaseNumber;
import org.dodomu.cases.CaseRow;
import org.dodomu.cases.CaseUnknown;
import org.dodomu.cases.Generation;
import org.dodomu.custody.Act;
import org.dodomu.custody.Custody;
import org.dodomu.custody.CustodyRecord;
import org.dodomu.desk.Member;
import org.dodomu.followup.Threads;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A case for those who may open it, sealed as it lies in the database; and what members add to it, sealed in their browsers. */
@RestController
class CaseEndpoint {

    private static final int MOST_GRANTS = 200;
    private static final int MOST_CHARACTERS = 3500;

    private final CaseFiles files;
    private final Custody custody;
    private final Threads threads;
    private final EventStreams streams;

    CaseEndpoint(CaseFiles files, Custody custody, Threads threads, EventStreams streams) {
        this.files = files;
        this.custody = custody;
        this.threads = threads;
        this.streams = streams;
    }

    record Key(String to, String sealed) {}

    record CaseKey(int number, String recipient, List<Key> keys) {}

    record Detail(
            CaseRow row,
            long fence,
            boolean reader,
            List<CaseKey> generations,
            Optional<CaseFiles.Next> next,
            List<CaseFiles.Entry> entries,
            List<Threads.State> thread,
            List<CustodyRecord> custody) {}

    @GetMapping("/api/cases/{number}")
    Detail open(@PathVariable("number") String number, Member member, HttpSession session) {
        Rights.toWorkOnCases(member);
        CaseNumber asked = Asked.number(number);
        CaseFiles.CaseFile file = files.open(asked, member, Sessions.lastOpened(session));
        streams.watch(session.getId(), asked);
        return new Detail(
                file.row(),
                file.fence(),
                file.reader(),
                file.generations().stream().map(CaseEndpoint::key).toList(),
                file.next(),
                file.entries(),
                threads.of(asked),
                custody.of(asked.value()));
    }

    private static CaseKey key(Generation generation) {
        List<Key> keys = generation.keys().stream()
                .map(key -> new Key(key.to(), Base64.getEncoder().encodeToString(key.sealed())))
                .toList();
        return new CaseKey(generation.number(), generation.recipientText(), keys);
    }

    record Chain(List<CustodyRecord> records, boolean unbroken) {}

    @GetMapping("/api/cases/{number}/custody")
    Chain custody(@PathVariable("number") String number, Member member) {
        Rights.toReadCustody(member);
        CaseNumber asked = Asked.number(number);
        List<CustodyRecord> records = custody.of(asked.value());
        if (records.isEmpty()) {
            throw new CaseUnknown();
        }
        return new Chain(records, custody.unbroken(asked.value()));
    }

    record Copy(@Nullable String to, @Nullable String sealed) {}

    record Made(
            int number,
            @Nullable String recipient,
            @Nullable List<Copy> keys) {}

    @PostMapping("/api/cases/{number}/generations")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void begin(@PathVariable("number") String number, @RequestBody Made made, Member member) {
        Rights.toWorkOnCases(member);
        List<Copy> sent = Asked.present(made.keys());
        if (sent.size() > MOST_GRANTS) {
            throw new Malformed();
        }
        List<Generation.SealedKey> keys = new ArrayList<>();
        sent.forEach(copy -> keys.add(
                new Generation.SealedKey(Asked.matching(copy.to(), "[a-z0-9:-]{1,80}"), Asked.base64(copy.sealed()))));
        String recipient = Asked.present(made.recipient());
        files.begin(Asked.number(number), member, new CaseFiles.Made(made.number(), recipient, keys));
    }

    record Written(
            @Nullable String key,
            @Nullable String kind,
            int generation,
            @Nullable String sealed) {}

    @PostMapping("/api/cases/{number}/entries")
    CaseFiles.Entry write(@PathVariable("number") String number, @RequestBody Written written, Member member) {
        Rights.toWorkOnCases(member);
        return files.add(
                Asked.number(number),
                member,
                Asked.key(written.key()),
                Asked.matching(written.kind(), "note"),
                written.generation(),
                Asked.base64(written.sealed()),
                Act.NOTED);
    }

    record Reply(
            @Nullable String key,
            int generation,
            @Nullable String sealed,
            @Nullable String words) {
        @Override
        public String toString() {
            return "Reply";
        }
    }

    @PostMapping("/api/cases/{number}/thread")
    Threads.State reply(@PathVariable("number") String number, @RequestBody Reply reply, Member member) {
        Rights.toWorkOnCases(member);
        String words = Asked.present(reply.words());
        if (words.isBlank() || words.length() > MOST_CHARACTERS) {
            throw new Malformed();
        }
        return threads.write(
                Asked.number(number),
                member,
                Asked.key(reply.key()),
                reply.generation(),
                Asked.base64(reply.sealed()),
                words);
    }

    record Grant(
            @Nullable String member,
            int generation,
            @Nullable String sealed) {}

    record HandOver(long fence, @Nullable List<Grant> grants) {}

    @StepUp
    @PostMapping("/api/cases/{number}/grants")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void handOver(@PathVariable("number") String number, @RequestBody HandOver asked, Member member) {
        Rights.toWorkOnCases(member);
        List<Grant> sent = Asked.present(asked.grants());
        if (sent.size() > MOST_GRANTS) {
            throw new Malformed();
        }
        List<CaseFiles.Grant> grants = new ArrayList<>();
        sent.forEach(one -> grants.add(grant(one)));
        files.handOver(Asked.number(number), member, asked.fence(), grants);
    }

    private static CaseFiles.Grant grant(Grant sent) {
        String to = Asked.matching(sent.member(), "m-[0-9a-z]{8}");
        return new CaseFiles.Grant(
                to, sent.generation(), new Generation.SealedKey("member:" + to, Asked.base64(sent.sealed())));
    }

    @GetMapping("/api/entries/{id}/file")
    void file(@PathVariable("id") String id, Member member, HttpServletResponse response) throws IOException {
        Rights.toWorkOnCases(member);
        CaseFiles.Content content = files.file(Asked.entry(id), member);
        response.setContentType("application/octet-stream");
        response.setHeader("Content-Disposition", "attachment; filename=\"sealed.age\"");
        response.setContentLengthLong(content.length());
        content.writeTo(response.getOutputStream());
    }
}
