package org.dodomu.alerts;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.dodomu.config.Language;
import org.dodomu.config.LineSettings;
import org.dodomu.config.MailAddress;
import org.dodomu.config.Texts;
import org.dodomu.crypto.Base32;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.desk.MemberId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The members' links to an e-mail address. Nothing but a code goes to an address before its owner has entered that code; it lies as its HMAC, sealed. */
@Component
public class MailLinks {

    private static final Duration CODE_LASTS = Duration.ofMinutes(30);
    private static final int CODE_BYTES = 5;
    private static final int AT_ONCE = 4;

    private final LinkDocuments documents;
    private final Clock clock;
    private final SecureRandom random;
    private final Optional<Postman> postman;
    private final BlindIndex index;
    private final Letters letters;
    private final Semaphore places = new Semaphore(AT_ONCE);

    MailLinks(
            LinkDocuments documents,
            Clock clock,
            SecureRandom random,
            ObjectProvider<Postman> postman,
            MasterKey master,
            Letters letters) {
        this.documents = documents;
        this.clock = clock;
        this.random = random;
        this.postman = postman.stream().findFirst();
        this.index = master.index(Purpose.INDEX);
        this.letters = letters;
    }

    /** The letter with a code, in the line's first language. */
    @Component
    static class Letters {

        private final Texts texts;
        private final Language language;

        Letters(Texts texts, LineSettings line) {
            this.texts = texts;
            this.language = line.offered().stream().findFirst().orElse(Language.UK);
        }

        private Messenger.Outcome send(Postman postman, MailAddress to, String code) {
            return postman.send(
                    to, texts.text(language, "mail.subject"), texts.text(language, "mail.code", Map.of("code", code)));
        }
    }

    /** What became of asking for a code. */
    public enum Asked {
        /** It is on its way, or nobody knows. */
        SENT,
        /** There is no such mailbox. */
        REFUSED,
        /** The mail server did not take it; nothing was sent. */
        AWAY,
        /** Five were sent within a day. */
        TOO_OFTEN,
        /** No mail server is set. */
        OFF
    }

    /**
     * What the member is shown: never the whole address.
     *
     * @param on whether a mail server is set at all
     * @param linked the first letter and the mail server's name, when an address is linked
     * @param waiting the same of an address whose code was not entered yet
     */
    public record State(boolean on, Optional<String> linked, boolean refused, Optional<String> waiting) {}

    public State state(MemberId member) {
        MailLink mail = documents.of(member).mail();
        return new State(
                postman.isPresent(),
                mail.address().map(MailAddress::hint),
                mail.refused(),
                mail.waiting(clock.instant()).map(one -> one.address().hint()));
    }

    /** Sends a new code to this address; an older one is worth nothing any more. What is linked already stays until the code is entered. */
    public Asked ask(MemberId member, MailAddress address) {
        if (postman.isEmpty()) {
            return Asked.OFF;
        }
        if (!places.tryAcquire()) {
            return Asked.AWAY;
        }
        try {
            return send(postman.get(), member, address);
        } finally {
            places.release();
        }
    }

    private Asked send(Postman by, MemberId member, MailAddress address) {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        String code = Base32.encode(bytes);
        AtomicReference<Asked> outcome = new AtomicReference<>(Asked.TOO_OFTEN);
        documents.change(member.value(), link -> {
            Instant now = clock.instant();
            boolean tooOften = link.mail().askedTooOften(now);
            outcome.set(tooOften ? Asked.TOO_OFTEN : Asked.SENT);
            MailLink.Waiting next = new MailLink.Waiting(address, mark(member, code), now.plus(CODE_LASTS), 0);
            return tooOften ? link : link.with(link.mail().asking(next, now));
        });
        if (outcome.get() == Asked.TOO_OFTEN) {
            return Asked.TOO_OFTEN;
        }
        return switch (letters.send(by, address, code)) {
            case SAID -> Asked.SENT;
            case BLOCKED -> Asked.REFUSED;
            case LATER -> Asked.AWAY;
        };
    }

    private String mark(MemberId member, String code) {
        return index.text(
                16,
                BlindIndex.part("alert mail code"),
                BlindIndex.part(member.value()),
                BlindIndex.part(code.toLowerCase(Locale.ROOT)));
    }

    /**
     * Links the address that the code was sent to. It is worth one use, half an hour and five tries.
     *
     * @return false when it is not, or no longer, the code
     */
    public boolean confirm(MemberId member, String code) {
        AtomicBoolean right = new AtomicBoolean();
        documents.change(member.value(), link -> {
            Optional<MailLink.Waiting> waiting = link.mail().waiting(clock.instant());
            right.set(
                    waiting.filter(one -> one.mark().equals(mark(member, code))).isPresent());
            return link.with(right.get() ? link.mail().confirmed() : link.mail().mistaken());
        });
        return right.get();
    }

    /** Forgets the address, and one that waits for its code. */
    public void unlink(MemberId member) {
        documents.change(member.value(), link -> link.with(link.mail().without()));
    }
}
