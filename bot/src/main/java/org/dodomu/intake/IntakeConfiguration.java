package org.dodomu.intake;

import com.mongodb.client.model.Indexes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.dodomu.cases.Cases;
import org.dodomu.cases.Deposits;
import org.dodomu.config.FileSettings;
import org.dodomu.config.LimitSettings;
import org.dodomu.config.LineSettings;
import org.dodomu.config.PolicySettings;
import org.dodomu.config.Questionnaire;
import org.dodomu.config.Texts;
import org.dodomu.crypto.MasterKey;
import org.dodomu.storage.StoredCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class IntakeConfiguration {

    @Bean
    Script script(
            Questionnaire questionnaire,
            Texts texts,
            PolicySettings policy,
            LineSettings line,
            FileSettings files,
            LimitSettings limits,
            MasterKey master) {
        return new Script(new ScriptParts(questionnaire, texts, policy, line, files, limits, new FileMarks(master)));
    }

    @Bean
    Walk.Steps steps(
            Script script,
            Cases cases,
            Deposits deposits,
            ConversationStore store,
            Clock clock,
            Births births,
            IntakeJournal journal) {
        return new Walk.Steps(script, cases, deposits, store, clock, births, journal);
    }

    @Bean
    StoredCollection conversationsCollection() {
        return new StoredCollection(
                ConversationStore.COLLECTION,
                1,
                List.of(
                        Indexes.ascending(Lane.QUICK.due),
                        Indexes.ascending(Lane.PACED.due),
                        Indexes.ascending(Lane.FILES.due),
                        Indexes.ascending("wake"),
                        Indexes.ascending("todo"),
                        Indexes.ascending(Waits.SINCE),
                        Indexes.ascending(Waits.SCRUB)),
                Optional.of(Waits.NEVER));
    }

    @Bean
    StoredCollection linksCollection() {
        return new StoredCollection(Links.COLLECTION, 1, List.of());
    }

    @Bean
    StoredCollection birthsCollection() {
        return new StoredCollection(Births.COLLECTION, 1, List.of());
    }

    @Bean
    StoredCollection blocksCollection() {
        return new StoredCollection(StoredBlocks.COLLECTION, 1, List.of(Indexes.ascending("chat")));
    }

    @Bean
    StoredCollection deadLettersCollection() {
        return new StoredCollection(DeadLetterBox.COLLECTION, 1, List.of(Indexes.ascending(DeadLetterBox.RETRY)));
    }
}
