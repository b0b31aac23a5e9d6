package org.dodomu.tools;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dodomu.config.SettingRefused;
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
        String name = name(uri.getDatabase(), System.getenv("SPRING_MONGODB_DATABASE"));
        return new ToolDatabase(MongoClients.create(settings), name);
    }

    /** The database that the line itself takes by these settings; a tool that took another would back up nothing and say that all is well. */
    static String name(@Nullable String inAddress, @Nullable String setting) {
        String named = setting == null || setting.isBlank() ? null : setting;
        if (named != null && inAddress != null && !named.equals(inAddress)) {
            throw new SettingRefused("The address names one database and SPRING_MONGODB_DATABASE another: name one.");
        }
        return Optional.ofNullable(named)
                .or(() -> Optional.ofNullable(inAddress))
                .orElseThrow(() -> new SettingRefused("Name the database in SPRING_MONGODB_URI: mongodb://…/dodomu."));
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
