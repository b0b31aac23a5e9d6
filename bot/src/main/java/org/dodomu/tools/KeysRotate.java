package org.dodomu.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.dodomu.crypto.MasterKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keys rotate}: a new key in front, all others behind it. The line goes on; it uses the new key once every instance has it. */
@Command(
        name = "rotate",
        description = "Puts a new key before the others. The line takes it without a restart.",
        mixinStandardHelpOptions = true)
final class KeysRotate implements Callable<Integer> {

    @Option(
            names = "--file",
            required = true,
            defaultValue = "${env:DODOMU_KEYS_MASTERFILE}",
            description = "The master key file.")
    private Path file = Path.of("master.key");

    @Override
    public Integer call() throws IOException {
        MasterFile master = new MasterFile(file);
        MasterKeyFile rotated = master.read().rotated(new SecureRandom());
        master.replace(rotated);
        System.out.println(
                "The new key is " + rotated.ids().get(0) + ". Now copy the file to every other instance, keep a sealed "
                        + "copy of it, and look at 'keys status' until no box is under an older key.");
        return 0;
    }
}
