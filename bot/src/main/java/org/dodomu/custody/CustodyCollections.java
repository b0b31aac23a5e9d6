package org.dodomu.custody;

import com.mongodb.client.model.Indexes;
import java.util.List;
import org.dodomu.storage.StoredCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CustodyCollections {

    @Bean
    StoredCollection custodyCollection() {
        return new StoredCollection(
                Custody.COLLECTION, 1, List.of(Indexes.ascending("case", "n"), Indexes.ascending("at", "case", "n")));
    }
}
