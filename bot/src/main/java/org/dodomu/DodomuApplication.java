package org.dodomu;

import java.util.Map;
import org.dodomu.tools.Tools;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The line, and the tools of the same jar. */
@SpringBootApplication
public class DodomuApplication {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "server.port", "8080",
            "server.address", "127.0.0.1",
            "management.server.port", "8081",
            "management.server.address", "127.0.0.1",
            "spring.mongodb.uri", "mongodb://localhost:27017/dodomu");

    public static void main(String[] arguments) {
        if (Tools.named(arguments)) {
            System.exit(Tools.runAlone(arguments));
        }
        SpringApplication line = new SpringApplication(DodomuApplication.class);
        line.setDefaultProperties(DEFAULTS);
        line.run(arguments);
    }
}
