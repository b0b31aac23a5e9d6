package org.dodomu.sandbox.telegram;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An append-only file of JSON lines. A line is one change, whole or not there: {@code [[table, key, value], …]}, where a missing value removes. What was written survives the end of
 * the process at any moment, not the loss of power. Guarded by the world's monitor.
 */
final class Journal implements Closeable {

    /** One row of a table; without a value the row is gone. */
    record Note(String table, String key, @Nullable Object value) {}

    /** Receives each note of a file, in order. */
    interface Reader {
        void note(String table, String key, JsonNode value);
    }

    private static final String FIRST_LINE = "[[\"journal\",\"version\",1]]";

    private final FileChannel channel;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Reads a file without touching it. A last line that is not whole counts as never written.
     *
     * @throws IOException when it is another kind of file, or broken before its last line
     */
    static void read(Path file, Reader reader) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            if (!FIRST_LINE.equals(lines.readLine())) {
                throw new IOException("This is no file of the sandbox's Telegram");
            }
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                play(line, next == null, reader);
                line = next;
            }
        }
    }

    private static void play(String line, boolean last, Reader reader) throws IOException {
        JsonNode change;
        try {
            change = JsonMapper.shared().readTree(line);
        } catch (JacksonException torn) {
            if (last) {
                return;
            }
            throw new IOException("The file of the sandbox's Telegram is broken", torn);
        }
        change.forEach(note -> reader.note(note.path(0).asString(), note.path(1).asString(), note.path(2)));
    }

    /** Replaces the file by one that holds these notes only, and stays open for more. */
    static Journal begin(Path file, Iterable<Note> notes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (BufferedWriter out = Files.newBufferedWriter(fresh)) {
            out.write(FIRST_LINE + "\n");
            for (Note note : notes) {
                out.write("[" + new String(bytes(note), StandardCharsets.UTF_8) + "]\n");
            }
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Journal(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    private static byte[] bytes(Note note) {
        Object[] fields = note.value() == null
                ? new Object[] {note.table(), note.key()}
                : new Object[] {note.table(), note.key(), note.value()};
        return JsonMapper.shared().writeValueAsBytes(fields);
    }

    /** Adds a note to the change that the next {@link #commit} writes. */
    void add(Note note) {
        pending.write(pending.size() == 0 ? '[' : ',');
        pending.writeBytes(bytes(note));
    }

    void commit() {
        if (pending.size() == 0) {
            return;
        }
        pending.writeBytes(new byte[] {']', '\n'});
        ByteBuffer line = ByteBuffer.wrap(pending.toByteArray());
        pending.reset();
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException full) {
            throw new UncheckedIOException("The sandbox cannot write its data", full);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
