package org.dodomu.sandbox.line.faults;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Another engine, started and killed by a script: {@code script start|kill directory port}. The harness takes a fresh database in it and leaves the engine running. */
final class ScriptedDatabase implements DatabaseProcess {

    private final List<String> control;
    private final URI server;
    private final String name = "faults" + UUID.randomUUID().toString().substring(0, 8);

    ScriptedDatabase(String control, String uri) {
        this.control = List.of(control.trim().split("\\s+"));
        this.server = URI.create(uri);
    }

    @Override
    public String uri() {
        return server.getScheme() + "://" + server.getAuthority() + "/" + name;
    }

    @Override
    public void start() {
        run("start", Integer.toString(server.getPort()));
        DatabaseProcess.awaitListening(server.getPort());
    }

    @Override
    public void kill() {
        run("kill");
    }

    private void run(String verb, String... more) {
        List<String> command = new java.util.ArrayList<>(List.of(control.get(0), verb, control.get(1)));
        command.addAll(List.of(more));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("The control script failed: " + verb);
            }
        } catch (IOException failed) {
            throw new IllegalStateException("The control script cannot run", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped", stopped);
        }
    }

    @Override
    public void close() {
        try (var client = com.mongodb.client.MongoClients.create(uri())) {
            client.getDatabase(name).drop();
        }
    }
}
