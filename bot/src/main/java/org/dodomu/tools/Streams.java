package org.dodomu.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Files or standard streams. An output file is never overwritten. */
final class Streams {

    private Streams() {}

    static InputStream in(@Nullable Path file) throws IOException {
        return file == null ? System.in : Files.newInputStream(file);
    }

    static OutputStream out(@Nullable Path file) throws IOException {
        return file == null ? System.out : Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    }
}
