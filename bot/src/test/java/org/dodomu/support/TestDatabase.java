package org.dodomu.support;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.Optional;
import java.util.UUID;
import org.dodomu.sandbox.store.EmbeddedStore;

/**
 * A database that is one test's own, dropped when the test ends: on the server that {@code -Dmongodb.uri} names (with {@code authSource}, when it asks for a password), or embedded. What the
 * application sends to it must keep the {@link ClusterRules}.
 */
public final class TestDatabase implements AutoCloseable {

    private final Optional<EmbeddedStore> embedded;
    private final String name = "dodomu-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final String uri;
    private final ClusterRules rules = new ClusterRules();
    private final MongoClient application;
    private final MongoClient test;

    public TestDatabase() {
        Optional<String> given = given();
        this.embedded = given.isPresent() ? Optional.empty() : Optional.of(EmbeddedStore.inMemory());
        this.uri = given.map(server -> named(server, name))
                .orElseGet(() -> embedded.orElseThrow().uri(name));
        this.application = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .addCommandListener(rules)
                .build());
        this.test = MongoClients.create(uri);
    }

    /** The server to test on, when one was named. */
    public static Optional<String> given() {
        return Optional.ofNullable(System.getProperty("mongodb.uri")).filter(server -> !server.isBlank());
    }

    /** The same server's URI with another database. */
    public static String named(String server, String database) {
        int options = server.indexOf('?');
        String place = options < 0 ? server : server.substring(0, options);
        return place.replaceFirst("^(mongodb(\\+srv)?://[^/]+).*", "$1") + "/" + database
                + (options < 0 ? "" : server.substring(options));
    }

    public String uri() {
        return uri;
    }

    /** What the application sees; watched. */
    public MongoDatabase application() {
        return application.getDatabase(name);
    }

    /** What a test looks at and tampers with. */
    public MongoDatabase database() {
        return test.getDatabase(name);
    }

    public ClusterRules rules() {
        return rules;
    }

    /**
     * Drops the database.
     *
     * @throws AssertionError when the application broke a rule
     */
    @Override
    public void close() {
        application.close();
        if (embedded.isEmpty()) {
            database().drop();
        }
        test.close();
        embedded.ifPresent(EmbeddedStore::close);
        rules.check();
    }
}
