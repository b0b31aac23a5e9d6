package org.dodomu.alerts;

import com.mongodb.client.model.Indexes;
import java.util.List;
import org.dodomu.storage.StoredCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AlertCollections {

    @Bean
    StoredCollection alertLinksCollection() {
        return new StoredCollection(LinkDocuments.COLLECTION, 1, List.of(Indexes.ascending("code")));
    }
}
