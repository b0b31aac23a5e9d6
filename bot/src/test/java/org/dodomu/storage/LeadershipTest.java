package org.dodomu.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeadershipTest {

    private static final Duration SILENT = Duration.ofSeconds(1);

    private final EmbeddedStore embedded = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(embedded.uri("test")))
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(1, TimeUnit.SECONDS))
            .build());
    private final Leadership one = instance();
    private final Leadership two = instance();

    private Leadership instance() {
        return new Leadership(new Store(client.getDatabase("test")), new SecureRandom(), SILENT);
    }

    @AfterEach
    void end() {
        Stream.of(one, two).forEach(Leadership::stop);
        client.close();
        embedded.close();
    }

    private static void until(BooleanSupplier happens) throws InterruptedException {
        for (int i = 0; i < 600 && !happens.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(happens.getAsBoolean()).isTrue();
    }

    @Test
    void cannotTellWhoLeadsWithoutADatabase() throws InterruptedException {
        assertThat(one.known()).isEmpty();
        one.start();
        until(() -> one.known().filter(leads -> leads).isPresent());
        two.start();
        until(() -> two.known().filter(leads -> !leads).isPresent());
        embedded.close();
        until(() -> one.known().isEmpty() && two.known().isEmpty());
    }

    @Test
    void electsOneOfTwoAndNeverBoth() throws InterruptedException {
        one.start();
        two.start();
        until(() -> one.held() || two.held());
        for (int i = 0; i < 40; i++) {
            assertThat(Stream.of(one, two).filter(Leadership::held)).hasSizeLessThanOrEqualTo(1);
            Thread.sleep(50);
        }
    }

    @Test
    void handsOverAtOnceWhenTheLeaderStops() throws InterruptedException {
        one.start();
        until(one::held);
        two.start();
        one.stop();
        assertThat(one.held()).isFalse();
        until(two::held);
    }

    @Test
    void takesOverFromALeaderThatFellSilentAndKeepsItOut() throws InterruptedException {
        one.start();
        until(one::held);
        client.getDatabase("test")
                .getCollection(Leadership.COLLECTION)
                .updateOne(
                        new org.bson.Document("_id", "leader"), com.mongodb.client.model.Updates.set("owner", "dead"));
        until(() -> !one.held());
        two.start();
        until(() -> List.of(one.held(), two.held()).contains(true));
        for (int i = 0; i < 20; i++) {
            assertThat(one.held() && two.held()).isFalse();
            Thread.sleep(50);
        }
    }

    @Test
    void doesNotBelieveInItselfWithoutTheDatabase() throws InterruptedException {
        one.start();
        until(one::held);
        embedded.close();
        until(() -> !one.held());
    }
}
