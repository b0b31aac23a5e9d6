package org.dodomu.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dodomu.crypto.HybridIdentity;
import org.dodomu.crypto.Identity;
import org.dodomu.crypto.X25519Identity;

/** Identities as files hold them, one on a line. What else stands there is passed over. */
final class IdentityFile {

    private static final String HYBRID = "AGE-SECRET-KEY-PQ-1";

    private IdentityFile() {}

    /** @throws IllegalArgumentException when there is none */
    static Identity[] read(Path file) throws IOException {
        List<Identity> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(HYBRID)) {
                all.add(HybridIdentity.parse(line.trim()));
            } else if (line.startsWith("AGE-SECRET-KEY-1")) {
                all.add(X25519Identity.parse(line.trim()));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("The identity file holds no key.");
        }
        return all.toArray(Identity[]::new);
    }

    /**
     * A recovery paper as somebody typed it: its groups in a row or apart, in capitals or not.
     *
     * @throws IllegalArgumentException when it was not typed as it is printed; a checksum in it finds most mistakes
     */
    static Identity paper(Path file) throws IOException {
        String typed = Files.readString(file).replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        try {
            return HybridIdentity.parse(typed);
        } catch (RuntimeException mistyped) {
            throw new IllegalArgumentException(file.getFileName()
                    + " is not what the paper says: compare it group by group. All groups in a row begin with " + HYBRID
                    + ".");
        }
    }
}
