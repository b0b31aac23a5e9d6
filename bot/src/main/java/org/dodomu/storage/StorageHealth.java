package org.dodomu.storage;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down until the schema is in order. That the database answers afterwards is asked by Spring Boot's own indicator. */
final class StorageHealth implements HealthIndicator {

    private final Store store;

    StorageHealth(Store store) {
        this.store = store;
    }

    @Override
    public Health health() {
        return store.isShut() ? Health.down().build() : Health.up().build();
    }
}
