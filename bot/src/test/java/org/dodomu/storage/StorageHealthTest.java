package org.dodomu.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import org.dodomu.crypto.MasterKey;
import org.dodomu.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class StorageHealthTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void isDownWhileTheMasterKeyInUseIsNotHereOrNotCertain() {
        try (TestDatabase database = new TestDatabase()) {
            MasterKey master = MasterKey.parse(MasterKey.generate(new SecureRandom()));
            StorageHealth health = new StorageHealth(new Store(database.application()), master);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            master.sealUnder("00000000", HOUR);
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.health().getDetails()).containsOnlyKeys("masterKey");
            master.sealUnder(master.ids().get(0), Duration.ZERO);
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            master.sealUnder(master.ids().get(0), HOUR);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void isDownWhileADatabaseTakesConnectionsAndAnswersNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + silent.getLocalPort())) {
            MasterKey master = MasterKey.parse(MasterKey.generate(new SecureRandom()));
            StorageHealth health = new StorageHealth(new Store(client.getDatabase("silent")), master);
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.health().getDetails()).containsEntry("database", "away");
        }
    }
}
