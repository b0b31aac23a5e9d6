package org.dodomu.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.dodomu.crypto.Age;
import org.dodomu.crypto.HybridRecipient;
import org.dodomu.crypto.RecipientSet;
import org.dodomu.crypto.SealingOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Seals a file to post-quantum recipients. */
@Command(name = "seal", description = "Seals to post-quantum recipients, as age does.", mixinStandardHelpOptions = true)
final class SealCommand implements Callable<Integer> {

    @Option(names = "-r", required = true, description = "A recipient, age1pq1...; may be repeated.")
    private List<String> recipients = List.of();

    @Option(names = "-o", description = "Where to; standard output otherwise.")
    private @Nullable Path output;

    @Parameters(arity = "0..1", description = "What; standard input otherwise.")
    private @Nullable Path input;

    @Override
    public Integer call() throws IOException {
        RecipientSet set =
                RecipientSet.of(recipients.stream().map(HybridRecipient::parse).toList());
        try (InputStream in = Streams.in(input);
                OutputStream out = Streams.out(output)) {
            SealingOutputStream sealing = new Age(new SecureRandom()).sealing(set, out);
            in.transferTo(sealing);
            sealing.finish();
        }
        return 0;
    }
}
