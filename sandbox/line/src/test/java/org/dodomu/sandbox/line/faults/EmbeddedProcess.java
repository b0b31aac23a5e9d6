package org.dodomu.sandbox.line.faults;

import java.nio.file.Path;
import java.util.UUID;
import org.dodomu.sandbox.store.EmbeddedStore;
import org.dodomu.sandbox.store.StoreProcess;
import org.jspecify.annotations.Nullable;

/** The embedded store, alone in a process. */
final class EmbeddedProcess implements DatabaseProcess {

    private final Path folder;
    private final Path file;
    private final int port = DatabaseProcess.freePort();
    private final String password = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    private @Nullable Child child;

    EmbeddedProcess(Path folder) {
        this(folder, folder.resolve("store.db"));
    }

    EmbeddedProcess(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    @Override
    public String uri() {
        return EmbeddedStore.uri(port, password, NAME);
    }

    @Override
    public void start() {
        var command = Child.java("-Xmx512m", "-classpath", System.getProperty("java.class.path", ""));
        command.add(StoreProcess.class.getName());
        command.add(file.toString());
        command.add(Integer.toString(port));
        child = Child.start(folder, folder.resolve("store.log"), command, password + "\n");
        DatabaseProcess.awaitListening(port);
    }

    @Override
    public void kill() {
        Child running = child;
        if (running != null) {
            running.close();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
