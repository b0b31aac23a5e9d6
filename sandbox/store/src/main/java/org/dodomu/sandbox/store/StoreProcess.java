package org.dodomu.sandbox.store;

import java.io.IOException;
import java.nio.file.Path;

/** The embedded database in a process of its own, so that it can be killed alone: the file and the port are its arguments. */
public final class StoreProcess {

    private StoreProcess() {}

    /** Serves until the process ends. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Give the file and the port");
        }
        EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(store::close));
    }
}
