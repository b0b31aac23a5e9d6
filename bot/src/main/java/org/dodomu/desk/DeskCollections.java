package org.dodomu.desk;

import com.mongodb.client.model.Indexes;
import java.util.List;
import org.dodomu.storage.StoredCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeskCollections {

    @Bean
    StoredCollection rosterCollection() {
        return new StoredCollection(Rosters.COLLECTION, 1, List.of());
    }

    @Bean
    StoredCollection proposalCollection() {
        return new StoredCollection(Proposals.COLLECTION, 1, List.of(Indexes.ascending("version")));
    }

    @Bean
    StoredCollection foundingCollection() {
        return new StoredCollection(Founding.COLLECTION, 1, List.of());
    }

    @Bean
    StoredCollection invitationCollection() {
        return new StoredCollection(Invitations.COLLECTION, 1, List.of(Indexes.ascending("until")));
    }

    @Bean
    StoredCollection epochCollection() {
        return new StoredCollection(Rosters.EPOCHS, 1, List.of());
    }
}
