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

    /**
     * All of them, also classic ones.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Identity[] all(Path file) throws IOException {
        return read(file, true);
    }

    /**
     * The post-quantum ones, which alone open what the line seals.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Identity[] hybrid(Path file) throws IOException {
        return read(file, false);
    }

    private static Identity[] read(Path file, boolean classic) throws IOException {
        List<Identity> found = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(HYBRID)) {
                found.add(HybridIdentity.parse(line.trim()));
            } else if (classic && line.startsWith("AGE-SECRET-KEY-1")) {
                found.add(X25519Identity.parse(line.trim()));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("The identity file holds no key.");
        }
        return found.toArray(Identity[]::new);
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
