package org.dodomu.contract;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.support.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * A database server that a test may kill: the one behind {@code -Dmongodb.uri} when {@code -Dmongodb.kill} and {@code -Dmongodb.start} are commands that kill and start it, otherwise an
 * embedded store in a process of its own.
 */
interface Engine {

    /** Starts it, and returns where it listens. */
    InetSocketAddress start() throws IOException, InterruptedException;

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
        public InetSocketAddress start() throws IOException, InterruptedException {
            run(startCommand);
            return Cable.end(TestDatabase.given().orElseThrow());
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
        private @Nullable Process process;

        Embedded(Path file) {
            this.file = file;
        }

        /** Prints the store's URI and waits to be killed. */
        static final class Host {
            public static void main(String[] arguments) throws IOException {
                try (EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]))) {
                    System.out.println(store.uri("any"));
                    System.in.transferTo(OutputStream.nullOutputStream());
                }
            }
        }

        @Override
        public InetSocketAddress start() throws IOException {
            Process started = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Host.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process = started;
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
            String line = said.readLine();
            while (line != null && !line.startsWith("mongodb://")) {
                line = said.readLine();
            }
            if (line == null) {
                throw new IOException("The embedded store did not start");
            }
            Thread drain = new Thread(() -> said.lines().forEach(more -> {}), "drain");
            drain.setDaemon(true);
            drain.start();
            return Cable.end(line);
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
