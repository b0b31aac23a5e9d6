package org.dodomu.storage;

import org.dodomu.crypto.MasterKey;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down until the schema is in order, and while the master key in use is not here for certain. That the database answers afterwards is asked by Spring Boot's own indicator. */
final class StorageHealth implements HealthIndicator {

    private final Store store;

    private final MasterKey master;

    StorageHealth(Store store, MasterKey master) {
        this.store = store;
        this.master = master;
    }

    @Override
    public Health health() {
        if (store.isShut()) {
            return Health.down().build();
        }
        return master.isInUseHere()
                ? Health.up().build()
                : Health.down().withDetail("masterKey", "missing").build();
    }
}
