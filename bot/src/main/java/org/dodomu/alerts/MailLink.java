package org.dodomu.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dodomu.config.MailAddress;
import org.jspecify.annotations.Nullable;

/** The e-mail side of a member's link: the confirmed address, and the one that waits for its code. Prints nothing. */
final class MailLink {

    static final int TRIES = 5;
    static final int A_DAY = 5;
    static final MailLink NONE = new MailLink(null, false, null, List.of());

    private static final Duration DAY = Duration.ofDays(1);

    /**
     * An address that nobody confirmed yet.
     *
     * @param mark the HMAC of the code that was sent there
     */
    record Waiting(MailAddress address, String mark, Instant until, int tries) {}

    private final @Nullable MailAddress address;
    private final boolean refused;
    private final @Nullable Waiting waiting;
    private final List<Instant> asked;

    private MailLink(@Nullable MailAddress address, boolean refused, @Nullable Waiting waiting, List<Instant> asked) {
        this.address = address;
        this.refused = refused;
        this.waiting = waiting;
        this.asked = List.copyOf(asked);
    }

    Optional<MailAddress> address() {
        return Optional.ofNullable(address);
    }

    /** Whether the mailbox refused an alert, so that its address was forgotten. */
    boolean refused() {
        return refused;
    }

    /** What can still be confirmed at this time. */
    Optional<Waiting> waiting(Instant now) {
        return Optional.ofNullable(waiting).filter(one -> one.tries() < TRIES && now.isBefore(one.until()));
    }

    /** Whether so many codes were sent in the last day that there is no other. */
    boolean askedTooOften(Instant now) {
        return recent(now).size() >= A_DAY;
    }

    private List<Instant> recent(Instant now) {
        return asked.stream().filter(at -> at.plus(DAY).isAfter(now)).toList();
    }

    MailLink asking(Waiting next, Instant now) {
        List<Instant> all = new ArrayList<>(recent(now));
        all.add(now);
        return new MailLink(address, refused, next, all);
    }

    MailLink mistaken() {
        return waiting == null
                ? this
                : new MailLink(
                        address,
                        refused,
                        new Waiting(waiting.address(), waiting.mark(), waiting.until(), waiting.tries() + 1),
                        asked);
    }

    MailLink confirmed() {
        return waiting == null ? this : new MailLink(waiting.address(), false, null, asked);
    }

    MailLink without() {
        return new MailLink(null, false, null, asked);
    }

    /** The mailbox refused: its address is forgotten, unless it is another one by now. */
    MailLink refusing(MailAddress by) {
        return address != null && address.equals(by) ? new MailLink(null, true, waiting, asked) : this;
    }

    void write(Map<String, Object> json) {
        address().ifPresent(known -> json.put("mail", known.reveal()));
        json.put("mailRefused", refused);
        json.put("mailAsked", asked.stream().map(Instant::toEpochMilli).toList());
        Waiting one = waiting;
        if (one != null) {
            json.put(
                    "mailWaiting",
                    Map.of(
                            "mail", one.address().reveal(),
                            "mark", one.mark(),
                            "until", one.until().toEpochMilli(),
                            "tries", one.tries()));
        }
    }

    static MailLink read(Map<String, Object> json) {
        return new MailLink(
                json.get("mail") instanceof String mail ? MailAddress.parse(mail) : null,
                Boolean.TRUE.equals(json.get("mailRefused")),
                json.get("mailWaiting") instanceof Map<?, ?> one ? waiting(one) : null,
                json.get("mailAsked") instanceof List<?> all
                        ? all.stream().map(MailLink::instant).toList()
                        : List.of());
    }

    private static Waiting waiting(Map<?, ?> json) {
        return new Waiting(
                MailAddress.parse(String.valueOf(json.get("mail"))),
                String.valueOf(json.get("mark")),
                instant(json.get("until")),
                json.get("tries") instanceof Number tries ? tries.intValue() : TRIES);
    }

    private static Instant instant(@Nullable Object millis) {
        return Instant.ofEpochMilli(millis instanceof Number number ? number.longValue() : 0);
    }

    @Override
    public String toString() {
        return "MailLink";
    }
}
