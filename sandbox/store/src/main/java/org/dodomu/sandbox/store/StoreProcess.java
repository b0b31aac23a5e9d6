package org.dodomu.sandbox.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The embedded database in a process of its own, so that it can be killed alone: the file and the port are its arguments, the password comes as a line of its input. */
public final class StoreProcess {

    private StoreProcess() {}

    /** Serves until the process ends, and prints the port. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Give the file and the port, and the password on standard input");
        }
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String password = input.readLine();
        if (password == null) {
            throw new IllegalArgumentException("Give the password on standard input");
        }
        EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]), Integer.parseInt(arguments[1]), password);
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
        System.out.println("port " + store.port());
        new CountDownLatch(1).await();
    }
}
