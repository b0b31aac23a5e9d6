package org.dodomu.sandbox.line.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/** A database in a process of its own: it can be killed, and comes back on the same port with what it had acknowledged. */
interface DatabaseProcess extends AutoCloseable {

    String NAME = "faults";

    /** The address of the harness's own database in it. */
    String uri();

    /** Starts or starts again; returns when it listens. */
    void start();

    /** SIGKILL. */
    void kill();

    @Override
    void close();

    /**
     * The embedded store on a file of this folder; or, with {@code -Dmongodb.uri} and {@code -Dmongodb.control} ("script directory"), the engine that the script controls.
     */
    static DatabaseProcess inFolder(Path folder) {
        String control = System.getProperty("mongodb.control", "");
        return control.isBlank()
                ? new EmbeddedProcess(folder)
                : new ScriptedDatabase(control, System.getProperty("mongodb.uri", ""));
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("No free port", none);
        }
    }

    static void awaitListening(int port) {
        Waiting.until("a database on port " + port, Duration.ofSeconds(60), () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
    }
}
