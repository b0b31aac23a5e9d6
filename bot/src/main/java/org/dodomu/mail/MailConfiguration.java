package org.dodomu.mail;

import java.security.SecureRandom;
import java.time.Clock;
import org.dodomu.alerts.Alerts;
import org.dodomu.config.MailSettings;
import org.dodomu.storage.Leadership;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("dodomu.alerts.mail.host")
class MailConfiguration {

    @Bean
    SmtpPost smtpPost(MailSettings settings, Clock clock, SecureRandom random) {
        return new SmtpPost(settings, clock, random);
    }

    @Bean
    MailRounds mailRounds(Alerts alerts, SmtpPost post, Leadership leadership, Clock clock) {
        return new MailRounds(alerts, new PatientPost(post, clock), leadership);
    }
}
