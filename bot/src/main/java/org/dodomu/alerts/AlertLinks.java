package org.dodomu.alerts;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.bson.Document;
import org.dodomu.crypto.Base32;
import org.dodomu.crypto.BlindIndex;
import org.dodomu.crypto.MasterKey;
import org.dodomu.crypto.Purpose;
import org.dodomu.desk.MemberId;
import org.springframework.stereotype.Component;

/** The members' links to a chat: a code waits as its HMAC to be said to the bot. */
@Component
public class AlertLinks {

    private static final Duration CODE_LASTS = Duration.ofMinutes(10);
    private static final int CODE_BYTES = 10;

    private final LinkDocuments documents;
    private final Clock clock;
    private final SecureRandom random;
    private final BlindIndex index;

    AlertLinks(LinkDocuments documents, Clock clock, SecureRandom random, MasterKey master) {
        this.documents = documents;
        this.clock = clock;
        this.random = random;
        this.index = master.index(Purpose.INDEX);
    }

    /** A code of one use, to be said to the bot by the member within ten minutes. */
    public record Code(String code, Instant until) {}

    /** What the member is shown of their link: never the chat. */
    public record State(boolean linked, boolean blocked, QuietHours quiet) {}

    /** A new code for this member; an older one is worth nothing any more. */
    public Code code(MemberId member) {
        byte[] bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        String code = Base32.encode(bytes);
        Instant until = clock.instant().plus(CODE_LASTS);
        documents.set(
                member.value(),
                Updates.combine(
                        Updates.set("code", mark(code)),
                        Updates.set("codeUntil", Date.from(until)),
                        Updates.unset("codeChat")));
        return new Code(code, until);
    }

    private String mark(String code) {
        return index.text(16, BlindIndex.part("alert code"), BlindIndex.part(code.toLowerCase(Locale.ROOT)));
    }

    /**
     * Links the chat to whose code this is. The same chat may say the same code again, nobody else may.
     *
     * @return false when the code is not worth anything
     */
    public boolean redeem(String code, Address chat) {
        Document found = documents.links().find(Filters.eq("code", mark(code))).first();
        if (found == null || !found.getDate("codeUntil").toInstant().isAfter(clock.instant())) {
            return false;
        }
        String member = found.getString("_id");
        String from = index.text(16, BlindIndex.part("alert chat"), BlindIndex.part(Long.toString(chat.reveal())));
        Document won = documents
                .links()
                .findOneAndUpdate(
                        Filters.and(
                                Filters.eq("_id", member),
                                Filters.eq("code", mark(code)),
                                Filters.or(Filters.exists("codeChat", false), Filters.eq("codeChat", from))),
                        Updates.set("codeChat", from));
        if (won == null) {
            return false;
        }
        documents.change(member, link -> link.in(chat));
        return true;
    }

    public void unlink(MemberId member) {
        documents.set(member.value(), Updates.combine(Updates.unset("code"), Updates.unset("codeUntil")));
        documents.change(member.value(), Link::without);
    }

    public void quiet(MemberId member, QuietHours quiet) {
        documents.change(member.value(), link -> link.with(quiet));
    }

    public State state(MemberId member) {
        Link link = documents.of(member);
        return new State(link.chat().isPresent(), link.blocked(), link.quiet());
    }

    /** The chat refused to be told. */
    void refused(String member) {
        documents.change(member, Link::refused);
    }
}
