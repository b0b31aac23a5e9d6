package org.dodomu.mail;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.dodomu.alerts.Alerts;
import org.dodomu.config.MailSettings;
import org.dodomu.storage.Leadership;
import org.dodomu.storage.Rounds;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("dodomu.alerts.mail.host")
class MailConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(15);

    /** What becomes of a letter that is on its way is kept. */
    private static final Duration LAST_LETTER = Duration.ofSeconds(30);

    @Bean
    SmtpPost smtpPost(MailSettings settings, Clock clock, SecureRandom random) {
        return new SmtpPost(settings, clock, random);
    }

    /** A thread of its own, so that a slow mail server holds up nothing else. */
    @Bean
    Rounds mailRounds(Alerts alerts, SmtpPost post, Leadership leadership, Clock clock) {
        PatientPost patient = new PatientPost(post, clock);
        Runnable look = () -> {
            if (leadership.held()) {
                alerts.lookByMail(patient);
            }
        };
        return new Rounds("mail-alerts", PAUSE, LAST_LETTER, look, new MailJournal()::roundFailed);
    }
}
