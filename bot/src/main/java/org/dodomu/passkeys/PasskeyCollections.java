package org.dodomu.passkeys;

import java.util.List;
import org.dodomu.storage.StoredCollection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PasskeyCollections {

    @Bean
    StoredCollection passkeyCollection() {
        return new StoredCollection(Rings.COLLECTION, 1, List.of());
    }
}
