package org.dodomu.telegram;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.dodomu.intake.DueErrand;
import org.dodomu.intake.Errand;
import org.dodomu.intake.FileSealing;
import org.dodomu.intake.Outcome;
import org.dodomu.intake.StorageAway;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.objects.File;

/** Fetches a file and has it sealed while it streams; nothing of it touches the disk in clear. */
final class FileFetcher {

    private static final long LARGEST_BYTES = 20L << 20;
    private static final int TRIES = 8;

    private final BotApi api;
    private final FileSealing sealing;
    private final TelegramJournal journal;

    FileFetcher(BotApi api, FileSealing sealing, TelegramJournal journal) {
        this.api = api;
        this.sealing = sealing;
        this.journal = journal;
    }

    Outcome fetch(DueErrand due, Errand.Fetch fetch) {
        try {
            File file =
                    api.execute(GetFile.builder().fileId(fetch.file().reveal()).build());
            if (file.getFilePath() == null) {
                return new Outcome.Refused(Outcome.Reason.GONE);
            }
            return download(due, file.getFilePath());
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

    private Outcome download(DueErrand due, String path) throws IOException {
        try (Response response = api.download(path)) {
            ResponseBody body = response.body();
            if (response.code() == 404) {
                return new Outcome.Refused(Outcome.Reason.GONE);
            }
            if (response.code() != 200 || body == null || body.contentLength() < 0) {
                return again(due);
            }
            if (body.contentLength() > LARGEST_BYTES) {
                return new Outcome.Refused(Outcome.Reason.TOO_BIG);
            }
            try (InputStream content = body.byteStream()) {
                sealing.seal(due, body.contentLength(), content);
            }
            return new Outcome.Done();
        }
    }
}
