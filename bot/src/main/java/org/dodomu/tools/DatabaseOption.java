package org.dodomu.tools;

import com.mongodb.MongoException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The line's database, for tools that do something with it. */
final class DatabaseOption {

    @Option(names = "--mongodb-uri", defaultValue = "${env:SPRING_MONGODB_URI}", description = "The line's database.")
    private @Nullable String uri;

    /** Something to do with the database. */
    interface Work {
        int with(ToolDatabase database) throws IOException, InterruptedException;
    }

    int run(Work work) throws IOException, InterruptedException {
        try (ToolDatabase opened = ToolDatabase.open(uri)) {
            return work.with(opened);
        } catch (MongoException away) {
            System.err.println("The database did not answer as it should.");
            return 1;
        }
    }
}
