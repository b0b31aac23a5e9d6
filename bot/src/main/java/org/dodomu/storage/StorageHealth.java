package org.dodomu.storage;

import java.time.Duration;
import org.dodomu.crypto.MasterKey;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down until the schema is in order, while the database does not answer, and while the master key in use is not here for certain. Takes the place of Spring Boot's own indicator, which names the
 * server's databases and waits for one that hangs.
 */
final class StorageHealth implements HealthIndicator {

    private static final Duration ANSWER = Duration.ofSeconds(2);

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
        if (!store.answers(ANSWER)) {
            return Health.down().withDetail("database", "away").build();
        }
        return master.isInUseHere()
                ? Health.up().build()
                : Health.down().withDetail("masterKey", "missing").build();
    }
}
