package org.dodomu.tools;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dodomu.desk.SetupToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the link by which the first lead founds the line. */
@Command(
        name = "setup-link",
        description = "Prints the one-time link for founding the line; start the line first.",
        mixinStandardHelpOptions = true)
final class SetupLinkCommand implements Callable<Integer> {

    @Option(
            names = "--pin-file",
            defaultValue = "${env:DODOMU_ROSTER_PINFILE:-roster.pin}",
            description = "The roster's pin file; the token lies beside it.")
    private Path pinFile = Path.of("roster.pin");

    @Option(
            names = "--address",
            defaultValue = "http://localhost:8080",
            description = "Where the console is, as a browser sees it.")
    private URI address = URI.create("http://localhost:8080");

    @Override
    public Integer call() throws IOException {
        String token = new SetupToken(pinFile).reveal();
        if (token.isEmpty()) {
            System.err.println(
                    "There is no set-up token: the line is founded, or was not started yet with this pin file.");
            return 1;
        }
        System.out.println(address.resolve("/members/") + "#setup=" + token);
        System.err.println("Hand it to the first lead only. It founds the line, once.");
        return 0;
    }
}
