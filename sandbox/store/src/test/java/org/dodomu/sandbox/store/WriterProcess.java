package org.dodomu.sandbox.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Another process that opens the file and writes until it is killed or refused. Each item is inserted as new and then changed to done; both were acknowledged when it is told. */
final class WriterProcess implements AutoCloseable {

    static final String REFUSED = "refused";

    private final Process process;
    private final BufferedReader out;

    private WriterProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]));
                MongoClient client = MongoClients.create(store.uri("test"))) {
            MongoCollection<Document> items = client.getDatabase("test").getCollection("items");
            items.createIndex(Indexes.ascending("state", "n"));
            int start = Integer.parseInt(arguments[1]);
            for (int i = start; i < start + 100_000; i++) {
                items.insertOne(new Document("_id", i).append("state", "new").append("text", "x".repeat(500)));
                items.updateOne(
                        Filters.eq("_id", i), Updates.combine(Updates.set("state", "done"), Updates.set("n", i % 7)));
                System.out.println(i);
            }
        } catch (MongoException refused) {
            System.out.println(REFUSED);
        }
    }

    static WriterProcess start(Path file, int start) throws IOException {
        return new WriterProcess(new ProcessBuilder(command(file, start))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The same where no file may grow beyond so many kilobytes, as on a disk that is full. */
    static WriterProcess startOnFullDisk(Path file, int kilobytes) throws IOException {
        List<String> limited =
                new ArrayList<>(List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "bash"));
        limited.addAll(command(file, 0));
        return new WriterProcess(new ProcessBuilder(limited)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static List<String> command(Path file, int start) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                file.toString(),
                Integer.toString(start));
    }

    /** What it tells, line by line, until so many lines or its end. */
    List<String> lines(int most) throws IOException {
        List<String> lines = new ArrayList<>();
        while (lines.size() < most) {
            String line = out.readLine();
            if (line == null) {
                break;
            }
            if (line.matches("\\d+|" + REFUSED)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Kills it as the operating system kills, with no chance to tidy. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        out.close();
    }
}
