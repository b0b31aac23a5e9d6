package org.dodomu.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.store.StoreProcess;
import org.dodomu.support.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * A database server that a test may kill: the one behind {@code -Dmongodb.uri} when {@code -Dmongodb.kill} and {@code -Dmongodb.start} are commands that kill and start it, otherwise an
 * embedded store in a process of its own.
 */
interface Engine {

    /** Starts it, and returns its URI. */
    String start() throws IOException, InterruptedException;

    /** Ends it at once, with SIGKILL. */
    void kill() throws IOException, InterruptedException;

    /** Leaves it as it was found. */
    void close() throws IOException, InterruptedException;

    static Engine choose(Path folder) {
        String kill = System.getProperty("mongodb.kill", "");
        String start = System.getProperty("mongodb.start", "");
        return kill.isBlank() || start.isBlank() ? new Embedded(folder.resolve("line.db")) : new Commanded(kill, start);
    }

    /** Through the commands of whoever started it. Left running. */
    record Commanded(String killCommand, String startCommand) implements Engine {

        private static void run(String command) throws IOException, InterruptedException {
            Process process = new ProcessBuilder("bash", "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("The command for the database server failed");
            }
        }

        @Override
        public String start() throws IOException, InterruptedException {
            run(startCommand);
            return TestDatabase.given().orElseThrow();
        }

        @Override
        public void kill() throws IOException, InterruptedException {
            run(killCommand);
        }

        @Override
        public void close() throws IOException, InterruptedException {
            run(startCommand);
        }
    }

    /** A process with a store over one file. */
    final class Embedded implements Engine {

        private final Path file;
        private final String password = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
        private @Nullable Process process;

        Embedded(Path file) {
            this.file = file;
        }

        @Override
        public String start() throws IOException {
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            StoreProcess.class.getName(),
                            file.toString(),
                            "0")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = started;
            try (OutputStream told = started.getOutputStream()) {
                told.write((password + "\n").getBytes(StandardCharsets.UTF_8));
            }
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
            String line = said.readLine();
            while (line != null && !line.startsWith("port ")) {
                line = said.readLine();
            }
            if (line == null) {
                throw new IOException("The embedded store did not start");
            }
            Thread drain = new Thread(() -> said.lines().forEach(more -> {}), "drain");
            drain.setDaemon(true);
            drain.start();
            return EmbeddedStore.uri(Integer.parseInt(line.substring("port ".length())), password, "any");
        }

        @Override
        public void kill() throws InterruptedException {
            Process running = process;
            if (running != null) {
                running.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
            }
        }

        @Override
        public void close() throws InterruptedException {
            kill();
        }
    }
}
