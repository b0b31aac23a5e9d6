package org.dodomu.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dodomu.alerts.Messenger.Outcome;
import org.dodomu.alerts.Postman;
import org.dodomu.config.MailAddress;

/** Waits longer after each failure of the same mailbox, up to a quarter of an hour, so that neither a full mailbox nor a server that is away is asked at every look. One thread uses it. */
final class PatientPost implements Postman {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST = 1000;

    private final Postman post;
    private final Clock clock;
    private final Map<MailAddress, Rest> rests = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MailAddress, Rest> eldest) {
            return size() > MOST;
        }
    };

    private record Rest(Instant until, Duration length) {}

    PatientPost(Postman post, Clock clock) {
        this.post = post;
        this.clock = clock;
    }

    @Override
    public Outcome send(MailAddress to, String subject, String text) {
        Rest rest = rests.get(to);
        Instant now = clock.instant();
        if (rest != null && now.isBefore(rest.until())) {
            return Outcome.LATER;
        }
        Outcome outcome = post.send(to, subject, text);
        if (outcome == Outcome.LATER) {
            Duration length = rest == null ? FIRST : longer(rest.length());
            rests.put(to, new Rest(now.plus(length), length));
        } else {
            rests.remove(to);
        }
        return outcome;
    }

    private static Duration longer(Duration length) {
        Duration twice = length.multipliedBy(2);
        return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }
}
