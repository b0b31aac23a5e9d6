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

/** The way to a database server, which can be cut and mended, and led to another server. */
final class Cable implements AutoCloseable {

    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile InetSocketAddress server;
    private volatile boolean cut;

    Cable(InetSocketAddress server) throws IOException {
        this.server = server;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        background(this::accept);
    }

    /** Where the first server of a URI listens. */
    static InetSocketAddress end(String uri) {
        String[] host = new ConnectionString(uri).getHosts().get(0).split(":", -1);
        return new InetSocketAddress(host[0], host.length > 1 ? Integer.parseInt(host[1]) : 27017);
    }

    /** The URI of a database at its end, without password. */
    String uri(String database) {
        return "mongodb://127.0.0.1:" + entrance.getLocalPort() + "/" + database + "?directConnection=true";
    }

    void leadTo(InetSocketAddress other) {
        server = other;
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
