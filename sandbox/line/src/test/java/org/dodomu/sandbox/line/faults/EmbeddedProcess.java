package org.dodomu.sandbox.line.faults;

import java.nio.file.Path;
import org.dodomu.sandbox.store.StoreProcess;
import org.jspecify.annotations.Nullable;

/** The embedded store, alone in a process. */
final class EmbeddedProcess implements DatabaseProcess {

    private final Path folder;
    private final Path file;
    private final int port = DatabaseProcess.freePort();
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
        return "mongodb://127.0.0.1:" + port + "/" + NAME;
    }

    @Override
    public void start() {
        var command = Child.java("-Xmx512m", "-classpath", System.getProperty("java.class.path", ""));
        command.add(StoreProcess.class.getName());
        command.add(file.toString());
        command.add(Integer.toString(port));
        child = Child.start(folder, folder.resolve("store.log"), command);
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
