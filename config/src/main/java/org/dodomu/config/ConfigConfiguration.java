package org.dodomu.config;

import java.util.EnumSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

/** Makes what the organisation set available to the line. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    LineSettings.class,
    TelegramSettings.class,
    KeySettings.class,
    RosterSettings.class,
    ConsoleSettings.class,
    SignInSettings.class,
    PolicySettings.class,
    LimitSettings.class,
    OpeningSettings.class,
    InstanceSettings.class,
    WebhookSettings.class,
    FileSettings.class,
    StorageSettings.class,
    AlarmSettings.class,
    MailSettings.class
})
public class ConfigConfiguration {

    @Bean
    Texts texts() {
        return new Texts();
    }

    @Bean
    Questionnaire questionnaire(
            @Value("${dodomu.questionnaire:classpath:questionnaire.yml}") Resource file,
            Texts texts,
            LineSettings line) {
        return QuestionnaireFile.read(file, texts, EnumSet.copyOf(line.offered()));
    }
}
