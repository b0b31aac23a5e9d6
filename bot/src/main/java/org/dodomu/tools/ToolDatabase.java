package org.dodomu.tools;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.dodomu.config.SettingRefused;
import org.dodomu.storage.DatabaseName;
import org.dodomu.storage.Store;
import org.jspecify.annotations.Nullable;

/** The line's database as a tool sees it: majority writes, and ten seconds of patience. */
final class ToolDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MongoClient client;
    private final MongoDatabase database;

    private ToolDatabase(MongoClient client, String name) {
        this.client = client;
        this.database = client.getDatabase(name).withWriteConcern(WriteConcern.MAJORITY);
    }

    /** @throws SettingRefused when no address is given, or not one database is named */
    static ToolDatabase open(@Nullable String address) {
        if (address == null || address.isBlank()) {
            throw new SettingRefused("Set SPRING_MONGODB_URI.");
        }
        ConnectionString uri = new ConnectionString(address);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .applyConnectionString(uri)
                .build();
        String name = DatabaseName.of(uri.getDatabase(), System.getenv("SPRING_MONGODB_DATABASE"));
        return new ToolDatabase(MongoClients.create(settings), name);
    }

    MongoDatabase database() {
        return database;
    }

    Store store() {
        return new Store(database);
    }

    @Override
    public void close() {
        client.close();
    }
}
