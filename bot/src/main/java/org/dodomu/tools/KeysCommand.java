package org.dodomu.tools;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.dodomu.crypto.MasterKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes and rotates the server's master key. */
@Command(
        name = "keys",
        description = "The server's master key.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysCommand.Init.class, KeysRotate.class, KeysStatus.class, KeysRetire.class})
final class KeysCommand implements Runnable {

    @Override
    public void run() {
        picocli.CommandLine.usage(this, System.out);
    }

    /** {@code keys init}. */
    @Command(
            name = "init",
            description = "Makes a new master key in a file of mode 0600.",
            mixinStandardHelpOptions = true)
    static final class Init implements Callable<Integer> {

        @Option(names = "--file", required = true, description = "Where; outside the database and its backups.")
        private Path file = Path.of("master.key");

        @Override
        public Integer call() throws IOException {
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException there) {
                System.err.println("The file is there already and was left as it is.");
                return 1;
            }
            Files.writeString(file, MasterKey.generate(new SecureRandom()));
            System.out.println("A new master key was written. Keep a copy apart from the database's backups.");
            return 0;
        }
    }
}
