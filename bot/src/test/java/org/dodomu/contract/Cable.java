package org.dodomu.contract;

import com.mongodb.ConnectionString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dodomu.support.TestDatabase;

/** The way to a database server, which can be cut and mended, and led to another server. */
final class Cable implements AutoCloseable {

    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile String uri;
    private volatile InetSocketAddress server;
    private volatile boolean cut;

    /** @param uri the server's */
    Cable(String uri) throws IOException {
        this.uri = uri;
        this.server = end(uri);
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        background(this::accept);
    }

    /** Where the first server of a URI listens. */
    private static InetSocketAddress end(String uri) {
        String[] host = new ConnectionString(uri).getHosts().get(0).split(":", -1);
        return new InetSocketAddress(host[0], host.length > 1 ? Integer.parseInt(host[1]) : 27017);
    }

    /** The URI of a database at its end, with the server's password and options. */
    String uri(String database) {
        String here = TestDatabase.named(uri, database)
                .replaceFirst("//([^/@]*@)?[^/]+/", "//$1127.0.0.1:" + entrance.getLocalPort() + "/");
        return here + (here.contains("?") ? "&" : "?") + "directConnection=true";
    }

    void leadTo(String other) {
        uri = other;
        server = end(other);
    }

    /** Breaks every connection and takes no more. */
    void cut() {
        cut = true;
        open.forEach(Cable::hangUp);
        open.clear();
    }

    void mend() {
        cut = false;
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                connect(entrance.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        Socket behind = new Socket();
        open.add(behind);
        background(() -> {
            try {
                behind.connect(server, 1000);
                background(() -> carry(behind, client));
                carry(client, behind);
            } catch (IOException away) {
                hangUp(client);
            }
        });
        if (cut) {
            cut();
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException broken) {
            // Both ends are closed below.
        }
        hangUp(from);
        hangUp(to);
        open.remove(from);
        open.remove(to);
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // Nothing is left to close.
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
