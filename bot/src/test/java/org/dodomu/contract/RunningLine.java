package org.dodomu.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.dodomu.storage.StoredCollection;
import org.dodomu.support.ClusterRules;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;

/** One process of the line, wired as in production, without Telegram. */
final class RunningLine implements AutoCloseable {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan({
        "org.dodomu.config",
        "org.dodomu.storage",
        "org.dodomu.custody",
        "org.dodomu.desk",
        "org.dodomu.cases",
        "org.dodomu.intake",
        "org.dodomu.followup",
        "org.dodomu.alerts",
        "org.dodomu.console"
    })
    static class Wiring {}

    private final ConfigurableApplicationContext context;
    private final ClusterRules rules;

    RunningLine(FoundedLine founded, String uri, Clock clock, ClusterRules rules) {
        this(founded, uri, clock, rules, beans -> {});
    }

    /** The same with more parts. */
    RunningLine(
            FoundedLine founded,
            String uri,
            Clock clock,
            ClusterRules rules,
            Consumer<GenericApplicationContext> more) {
        this.rules = rules;
        Map<String, Object> properties = founded.settings();
        properties.put("spring.mongodb.uri", uri);
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        properties.put("management.server.port", "0");
        properties.put("management.server.address", "127.0.0.1");
        context = new SpringApplicationBuilder(Wiring.class)
                .properties(properties)
                .initializers(started -> {
                    GenericApplicationContext beans = (GenericApplicationContext) started;
                    beans.registerBean("clock", Clock.class, () -> clock);
                    beans.registerBean(
                            MongoClientSettingsBuilderCustomizer.class,
                            () -> client -> client.addCommandListener(rules));
                    more.accept(beans);
                })
                .run();
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** The status of the health page, as whoever watches the line asks for it. */
    int health() throws IOException, InterruptedException {
        return askHealth().statusCode();
    }

    /** What the health page says. */
    String healthPage() throws IOException, InterruptedException {
        return askHealth().body();
    }

    private HttpResponse<String> askHealth() throws IOException, InterruptedException {
        String port = context.getEnvironment().getProperty("local.management.port");
        HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                .build();
        return HttpClient.newHttpClient().send(ask, HttpResponse.BodyHandlers.ofString());
    }

    /** Fails when something was asked that no declared index serves. */
    void checkIndexes() {
        rules.checkIndexes(context.getBeansOfType(StoredCollection.class).values());
    }

    Map<String, StoredCollection> collections() {
        return context.getBeansOfType(StoredCollection.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
