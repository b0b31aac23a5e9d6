package org.dodomu.sandbox.line.faults;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of the harness's own, stopped by its id, also when the harness ends early. Its output is appended to a log file. */
final class Child implements AutoCloseable {

    private final Process process;
    private final Thread reaper;

    private Child(Process process) {
        this.process = process;
        this.reaper = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    static Child start(Path folder, Path log, List<String> command) {
        return start(folder, log, command, "");
    }

    /** The same for a process that is told something in secret: what it finds on its standard input. */
    static Child start(Path folder, Path log, List<String> command, String input) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().remove("DODOMU_TELEGRAM_TOKEN");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Process started = builder.start();
            try (OutputStream told = started.getOutputStream()) {
                told.write(input.getBytes(StandardCharsets.UTF_8));
            }
            return new Child(started);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The beginning of a command that starts this Java quickly. */
    static List<String> java(String... more) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8"));
        command.addAll(List.of(more));
        return command;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(20));
    }

    /** SIGTERM; SIGKILL when that does not help in time. Returns whether it went by itself. */
    boolean terminate(Duration patience) {
        process.destroy();
        boolean went = await(patience);
        if (!went) {
            kill();
        }
        return went;
    }

    private boolean await(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return false;
        }
    }

    /** The processor time that it used so far. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException ending) {
            return;
        }
    }
}
