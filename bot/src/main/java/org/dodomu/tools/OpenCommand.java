package org.dodomu.tools;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.Armor;
import org.dodomu.crypto.Identity;
import org.dodomu.crypto.SealBroken;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a sealed file with an identity. What was written before a failure is not the whole: the exit code says so. */
@Command(name = "open", description = "Opens an age file with an identity file.", mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {

    private static final byte[] ARMOR = "-----BEGIN AGE".getBytes(StandardCharsets.US_ASCII);

    @Option(
            names = "-i",
            required = true,
            description = "A file with AGE-SECRET-KEY-PQ-1... or AGE-SECRET-KEY-1... lines.")
    private Path identities = Path.of("key.txt");

    @Option(names = "-o", description = "Where to; standard output otherwise.")
    private @Nullable Path output;

    @Parameters(arity = "0..1", description = "What; standard input otherwise.")
    private @Nullable Path input;

    @Override
    public Integer call() throws IOException {
        Identity[] all = IdentityFile.all(identities);
        try (InputStream in = binary(new BufferedInputStream(Streams.in(input)));
                InputStream opened = new Age(new SecureRandom()).opening(in, all);
                OutputStream out = Streams.out(output)) {
            opened.transferTo(out);
            return 0;
        } catch (SealBroken broken) {
            if (output != null) {
                Files.deleteIfExists(output);
            }
            System.err.println("It does not open: the wrong key, or the file was changed or cut short.");
            return 1;
        }
    }

    private static InputStream binary(BufferedInputStream in) throws IOException {
        in.mark(ARMOR.length);
        byte[] start = in.readNBytes(ARMOR.length);
        in.reset();
        if (!java.util.Arrays.equals(start, ARMOR)) {
            return in;
        }
        return new ByteArrayInputStream(Armor.decode(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)));
    }
}
