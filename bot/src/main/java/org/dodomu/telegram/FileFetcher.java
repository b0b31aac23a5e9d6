package org.dodomu.telegram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.dodomu.config.FileSettings;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.Errand;
import org.dodomu.intake.FileSealing;
import org.dodomu.intake.Outcome;
import org.dodomu.intake.StorageAway;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.objects.File;

/** Fetches a file and has it sealed while it streams; the line itself never writes it in clear. A file whose sealing nobody came to tell of is not sealed again. */
final class FileFetcher {

    private static final int TRIES = 8;

    private final BotApi api;
    private final FileSealing sealing;
    private final FileSettings settings;
    private final TelegramJournal journal;

    FileFetcher(BotApi api, FileSealing sealing, FileSettings settings, TelegramJournal journal) {
        this.settings = settings;
        this.api = api;
        this.sealing = sealing;
        this.journal = journal;
    }

    Outcome fetch(DueErrand due, Errand.Fetch fetch) {
        try {
            boolean before = sealing.isSealed(due);
            if (before && settings.local().isEmpty()) {
                return new Outcome.Done();
            }
            File file =
                    api.execute(GetFile.builder().fileId(fetch.file().reveal()).build());
            if (file.getFilePath() == null) {
                return before ? new Outcome.Done() : new Outcome.Refused(Outcome.Reason.GONE);
            }
            return settings.local().isPresent()
                    ? local(due, settings.local().get(), Path.of(file.getFilePath()), before)
                    : download(due, file);
        } catch (ApiRefused refused) {
            return switch (refused.kind()) {
                case TOO_BIG -> new Outcome.Refused(Outcome.Reason.TOO_BIG);
                case NOT_FOUND, OTHER -> new Outcome.Refused(Outcome.Reason.GONE);
                default -> new Outcome.Later(refused.retryAfter());
            };
        } catch (IOException | StorageAway broken) {
            journal.failed("getFile", broken.getClass());
            return again(due);
        }
    }

    private static Outcome again(DueErrand due) {
        return due.tries() < TRIES ? new Outcome.Later(Duration.ZERO) : new Outcome.Refused(Outcome.Reason.GONE);
    }

    /** A download of another length than Telegram told broke off, however cleanly it ends; when that happens every time, what comes is kept. */
    private Outcome download(DueErrand due, File file) throws IOException {
        try (Response response = api.download(file.getFilePath())) {
            ResponseBody body = response.body();
            if (response.code() == 404) {
                return new Outcome.Refused(Outcome.Reason.GONE);
            }
            if (response.code() != 200 || body == null || body.contentLength() < 0) {
                return again(due);
            }
            if (!settings.takes(body.contentLength())) {
                return new Outcome.Refused(Outcome.Reason.TOO_BIG);
            }
            if (file.getFileSize() != null && file.getFileSize() != body.contentLength() && due.tries() < TRIES) {
                return again(due);
            }
            try (InputStream content = body.byteStream()) {
                sealing.seal(due, body.contentLength(), content);
            }
            return new Outcome.Done();
        }
    }

    /** Seals a file where one's own Bot API server put it, and removes it there; never anything outside that server's folder. */
    private Outcome local(DueErrand due, Path folder, Path path, boolean sealedBefore) throws IOException {
        Path file;
        try {
            file = folder.resolve(path).toRealPath();
        } catch (NoSuchFileException gone) {
            return sealedBefore ? new Outcome.Done() : new Outcome.Refused(Outcome.Reason.GONE);
        }
        if (!file.startsWith(folder.toRealPath()) || !Files.isRegularFile(file)) {
            journal.failed("getFile", InvalidPathException.class);
            return new Outcome.Refused(Outcome.Reason.GONE);
        }
        if (!sealedBefore) {
            long length = Files.size(file);
            if (!settings.takes(length)) {
                return new Outcome.Refused(Outcome.Reason.TOO_BIG);
            }
            try (InputStream content = Files.newInputStream(file)) {
                sealing.seal(due, length, content);
            }
        }
        Files.deleteIfExists(file);
        return new Outcome.Done();
    }
}
