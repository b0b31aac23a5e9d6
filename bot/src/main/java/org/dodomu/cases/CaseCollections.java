package org.dodomu.cases;

import com.mongodb.client.model.Indexes;
import java.util.List;
import org.dodomu.storage.StoredCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CaseCollections {

    @Bean
    StoredCollection casesCollection() {
        return new StoredCollection(
                CaseDocuments.CASES,
                1,
                List.of(
                        Indexes.ascending("desk", "state", "rank", "since", "_id"),
                        Indexes.ascending("desk", "state", "rank", "lease.until", "snoozed", "since", "_id"),
                        Indexes.ascending("desk", "state", "due"),
                        Indexes.ascending("desk", "state", "rank", "due"),
                        Indexes.ascending("desk", "snoozed"),
                        Indexes.ascending("readers", "state", "rank", "since", "_id"),
                        Indexes.ascending("state", "changed"),
                        Indexes.ascending("leaves"),
                        Indexes.ascending("erase.until"),
                        Indexes.ascending("epoch", "_id"),
                        Indexes.ascending("past", "_id"),
                        Indexes.ascending("lease.owner"),
                        Indexes.ascending("assigned"),
                        Indexes.ascending("held"),
                        Indexes.ascending("desk", "proposal.until")));
    }

    @Bean
    StoredCollection presenceCollection() {
        return new StoredCollection(Presence.COLLECTION, 1, List.of(Indexes.ascending("until")));
    }

    @Bean
    StoredCollection entriesCollection() {
        return new StoredCollection(
                CaseDocuments.ENTRIES,
                1,
                List.of(
                        Indexes.ascending("case", "counted"),
                        Indexes.ascending("file.attempt"),
                        Indexes.ascending("sweep")));
    }

    @Bean
    StoredCollection chunksCollection() {
        return new StoredCollection(CaseDocuments.CHUNKS, 1, List.of(Indexes.ascending("sweep")));
    }
}
