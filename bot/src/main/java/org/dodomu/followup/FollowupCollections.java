package org.dodomu.followup;

import com.mongodb.client.model.Indexes;
import java.util.List;
import org.dodomu.storage.StoredCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FollowupCollections {

    @Bean
    StoredCollection repliesCollection() {
        return new StoredCollection(
                ReplyDocuments.COLLECTION,
                1,
                List.of(
                        Indexes.ascending("case"),
                        Indexes.ascending("announced", "tried"),
                        Indexes.ascending("expires")));
    }
}
