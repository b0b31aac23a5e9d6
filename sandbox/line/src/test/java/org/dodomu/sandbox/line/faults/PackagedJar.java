package org.dodomu.sandbox.line.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The jar that an organisation would run, if it was built from the classes that lie beside it. */
final class PackagedJar {

    private static final String CLASSES = "BOOT-INF/classes/";

    /** For a quick look while writing a test: the classes as they are, without a jar. */
    private static final boolean UNPACKAGED = Boolean.getBoolean("faults.unpackaged");

    private PackagedJar() {}

    static Path path() {
        return Path.of("../../bot/target/dodomu.jar").toAbsolutePath().normalize();
    }

    /** Whether it is there and of these classes: {@code mvn verify} makes it so, {@code mvn test} need not. */
    static boolean isFresh() throws IOException {
        if (UNPACKAGED) {
            return true;
        }
        Path classes = path().resolveSibling("classes");
        if (!Files.exists(path()) || !Files.exists(classes)) {
            return false;
        }
        try (ZipFile jar = new ZipFile(path().toFile());
                Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".class")).toList()) {
                ZipEntry packed = jar.getEntry(
                        CLASSES + classes.relativize(file).toString().replace('\\', '/'));
                if (packed == null || !same(jar, packed, file)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean same(ZipFile jar, ZipEntry packed, Path file) throws IOException {
        try (InputStream in = jar.getInputStream(packed)) {
            return Arrays.equals(in.readAllBytes(), Files.readAllBytes(file));
        }
    }

    /** Starts it as it is. */
    static List<String> start() {
        return UNPACKAGED
                ? List.of("-cp", System.getProperty("java.class.path"), "org.dodomu.DodomuApplication")
                : List.of("-jar", path().toString());
    }
}
