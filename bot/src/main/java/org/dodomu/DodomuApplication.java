package org.dodomu;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The line. */
@SpringBootApplication
public class DodomuApplication {

    public static void main(String[] args) {
        SpringApplication.run(DodomuApplication.class, args);
    }
}
