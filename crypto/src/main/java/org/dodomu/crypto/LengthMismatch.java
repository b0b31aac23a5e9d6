package org.dodomu.crypto;

import java.io.IOException;

/** A file was shorter or longer than announced; what was sealed of it cannot be opened. */
public final class LengthMismatch extends IOException {
    private static final long serialVersionUID = 1L;

    LengthMismatch() {
        super("The file has another length than announced");
    }
}
