package org.dodomu.storage;

import com.mongodb.client.MongoClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dodomu.config.InstanceSettings;
import org.dodomu.config.KeySettings;
import org.dodomu.config.StorageSettings;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.CryptoSelfTest;
import org.dodomu.crypto.MasterKey;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The server's means: it can seal, and holds nothing that opens what it sealed. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    Age age(SecureRandom random) {
        CryptoSelfTest.run(random);
        return new Age(random);
    }

    @Bean
    MasterKey masterKey(KeySettings keys) {
        return MasterKey.parse(keys.readMaster().reveal());
    }

    @Bean
    Store store(MongoClient client, MongoConnectionDetails there, MongoProperties settings) {
        String name = DatabaseName.of(there.getConnectionString().getDatabase(), settings.getDatabase());
        return new Store(client.getDatabase(name));
    }

    @Bean
    Schema schema(
            Store store,
            List<StoredCollection> declared,
            ObjectProvider<Migration> migrations,
            StorageSettings settings) {
        return new Schema(store, declared, migrations.stream().toList(), settings, PAUSE);
    }

    @Bean
    StorageHealth storageHealthIndicator(Store store, MasterKey master) {
        return new StorageHealth(store, master);
    }

    /** Nobody waits half a minute to learn that the database is away. Comes before the URI, which may say otherwise. */
    @Bean
    @Order(-1)
    MongoClientSettingsBuilderCustomizer patience() {
        return client -> client.applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    @Bean
    Leadership leadership(Store store, SecureRandom random, InstanceSettings instances) {
        return new Leadership(store, random, instances.takeOverAfter());
    }

    @Bean
    StoredCollection leadershipCollection() {
        return new StoredCollection(Leadership.COLLECTION, 1, List.of());
    }

    @Bean
    KeyWatch keyWatch(Store store, MasterKey master, KeySettings keys, Leadership leadership, SecureRandom random) {
        return new KeyWatch(
                store,
                master,
                () -> keys.readMaster().reveal(),
                leadership::held,
                random,
                KeyRecords.LOOK,
                KeyRecords.CERTAIN);
    }

    @Bean
    StoredCollection keyRecordsCollection() {
        return new StoredCollection(KeyRecords.COLLECTION, 1, List.of());
    }
}
