package org.dodomu.tools;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dodomu.config.SettingRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The line's database, for tools that need it. */
final class DatabaseOption {

    private static final int PATIENCE_SECONDS = 10;

    @Option(names = "--mongodb-uri", defaultValue = "${env:SPRING_MONGODB_URI}", description = "The line's database.")
    private @Nullable String uri;

    /** Something to do with the database. */
    interface Work {
        int with(MongoDatabase database) throws IOException, InterruptedException;
    }

    int run(Work work) throws IOException, InterruptedException {
        if (uri == null) {
            throw new SettingRefused("Set SPRING_MONGODB_URI or --mongodb-uri.");
        }
        ConnectionString address = new ConnectionString(uri);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(address)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            return work.with(client.getDatabase(
                    Optional.ofNullable(address.getDatabase()).orElse("dodomu")));
        } catch (MongoException away) {
            System.err.println("The database did not answer as it should.");
            return 1;
        }
    }
}
