package org.dodomu.alerts;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dodomu.crypto.Json;

/** Where and when one member is told. Its bytes are JSON, padded, and are stored sealed. Prints nothing. */
final class Link {

    /** Two of the longest addresses and all else fit, so that the length tells nothing. */
    private static final int BYTES = 1024;

    static final Link NONE = new Link(Optional.empty(), false, MailLink.NONE, QuietHours.NEVER);

    private final Optional<Address> chat;
    private final boolean blocked;
    private final MailLink mail;
    private final QuietHours quiet;

    Link(Optional<Address> chat, boolean blocked, MailLink mail, QuietHours quiet) {
        this.chat = chat;
        this.blocked = blocked;
        this.mail = mail;
        this.quiet = quiet;
    }

    Optional<Address> chat() {
        return chat;
    }

    boolean blocked() {
        return blocked;
    }

    MailLink mail() {
        return mail;
    }

    QuietHours quiet() {
        return quiet;
    }

    Link in(Address another) {
        return new Link(Optional.of(another), false, mail, quiet);
    }

    Link without() {
        return new Link(Optional.empty(), false, mail, quiet);
    }

    /** The chat refused: it is forgotten, and the member is shown why. */
    Link refused() {
        return new Link(Optional.empty(), true, mail, quiet);
    }

    Link with(QuietHours other) {
        return new Link(chat, blocked, mail, other);
    }

    Link with(MailLink other) {
        return new Link(chat, blocked, other, quiet);
    }

    byte[] bytes() {
        Map<String, Object> json = new LinkedHashMap<>();
        chat.ifPresent(address -> json.put("chat", Long.toString(address.reveal())));
        json.put("blocked", blocked);
        json.put("from", quiet.from());
        json.put("to", quiet.to());
        json.put("zone", quiet.zone().getId());
        json.put("evenNow", quiet.evenNow());
        mail.write(json);
        byte[] written = Json.write(json);
        if (written.length > BYTES) {
            throw new IllegalStateException("A link is longer than its place");
        }
        byte[] padded = Arrays.copyOf(written, BYTES);
        Arrays.fill(padded, written.length, BYTES, (byte) ' ');
        return padded;
    }

    static Link read(byte[] bytes) {
        Map<String, Object> json =
                Json.read(new String(bytes, StandardCharsets.UTF_8).trim().getBytes(StandardCharsets.UTF_8));
        return new Link(
                Optional.ofNullable(json.get("chat")).map(chat -> Address.of(Long.parseLong(chat.toString()))),
                Boolean.TRUE.equals(json.get("blocked")),
                MailLink.read(json),
                new QuietHours(
                        (Integer) json.getOrDefault("from", 0),
                        (Integer) json.getOrDefault("to", 0),
                        ZoneId.of(String.valueOf(json.get("zone"))),
                        Boolean.TRUE.equals(json.get("evenNow"))));
    }

    @Override
    public String toString() {
        return "Link";
    }
}
