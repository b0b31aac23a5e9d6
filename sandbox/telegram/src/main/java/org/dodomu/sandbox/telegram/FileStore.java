package org.dodomu.sandbox.telegram;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files on the server, under names that nobody can guess. Guarded by the world's monitor. */
final class FileStore implements Closeable {

    /** What the cloud's Bot API hands out. */
    static final long CLOUD_BYTES = 20L << 20;
    /** What a local Bot API hands out. */
    static final long LOCAL_BYTES = 2000L << 20;

    private static final long LINK_SECONDS = Duration.ofHours(1).toSeconds();

    private final World world;
    private final SandboxClock clock;
    private final Path folder;
    private final boolean temporary;

    /**
     * Opens the folder; files of it that no message knows, left by a sudden end, are deleted.
     *
     * @param kept where to keep files, or null for a folder that goes at the end
     */
    FileStore(World world, SandboxClock clock, @Nullable Path kept) throws IOException {
        this.world = world;
        this.clock = clock;
        this.temporary = kept == null;
        this.folder = kept == null ? Files.createTempDirectory("sandbox-files") : kept;
        Files.createDirectories(folder);
        sweep();
    }

    private void sweep() throws IOException {
        Set<Path> known =
                world.files.values().stream().map(one -> stored(one.path())).collect(Collectors.toSet());
        try (Stream<Path> all = Files.list(folder)) {
            for (Path one : all.toList()) {
                if (!known.contains(one)) {
                    Files.delete(one);
                }
            }
        }
    }

    World.FileEntry add(byte[] bytes, String mime, String name) {
        return add(path -> Files.write(path, bytes), bytes.length, mime, name);
    }

    /** A file of so many zero bytes, which takes hardly any room. */
    World.FileEntry addEmpty(long size, String mime, String name) {
        return add(
                path -> {
                    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                        file.setLength(size);
                    }
                },
                size,
                mime,
                name);
    }

    /** The same bytes as another file with an id of its own. */
    World.FileEntry copy(World.FileEntry from) {
        return add(path -> Files.copy(stored(from.path()), path), from.size(), from.mime(), from.name());
    }

    private interface Filling {
        void into(Path path) throws IOException;
    }

    private World.FileEntry add(Filling filling, long size, String mime, String name) {
        String id = "F" + Telegram.random(30);
        String path = "files/" + Telegram.random(16);
        try {
            filling.into(stored(path));
        } catch (IOException full) {
            throw new ApiError(500, "Internal Server Error");
        }
        World.FileEntry entry = new World.FileEntry(id, path, size, mime, name, 0);
        world.files.put(id, entry);
        return entry;
    }

    Optional<World.FileEntry> find(String id) {
        return world.files.get(id);
    }

    /** The file behind a link that still serves. */
    Optional<World.FileEntry> linked(String path) {
        long now = clock.instant().getEpochSecond();
        return world.files.values().stream()
                .filter(one -> one.path().equals(path) && one.linkUntil() >= now)
                .findFirst();
    }

    /** Makes the file's link serve for an hour from now. */
    void link(World.FileEntry entry) {
        long until = clock.instant().getEpochSecond() + LINK_SECONDS;
        world.files.put(
                entry.id(),
                new World.FileEntry(entry.id(), entry.path(), entry.size(), entry.mime(), entry.name(), until));
    }

    Path stored(World.FileEntry entry) {
        return stored(entry.path());
    }

    private Path stored(String path) {
        return folder.resolve(path.replaceAll("[^A-Za-z0-9]", "")).toAbsolutePath();
    }

    void remove(String id) {
        Optional<World.FileEntry> entry = world.files.remove(id);
        try {
            if (entry.isPresent()) {
                Files.deleteIfExists(stored(entry.get()));
            }
        } catch (IOException stuck) {
            throw new ApiError(500, "Internal Server Error");
        }
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Folders.delete(folder);
        }
    }
}
