package org.dodomu.sandbox.telegram;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Files over HTTP: by a link of the last hour, 20 MB at most, and not at all from a local Bot API. */
final class Downloads {

    private final Telegram telegram;
    private final Faults faults;

    Downloads(Telegram telegram, Faults faults) {
        this.telegram = telegram;
        this.faults = faults;
    }

    void serve(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        World.FileEntry file = find(path);
        Optional<Faults.Hit> hit = faults.next(Faults.Phase.DOWNLOAD, "file", 0);
        response.setContentType("application/octet-stream");
        try (InputStream content = Files.newInputStream(stored(file))) {
            if (hit.isEmpty()) {
                response.setContentLengthLong(file.size());
                content.transferTo(response.getOutputStream());
            } else {
                spoil(hit.get().kind(), file, content, request, response);
            }
        }
    }

    private World.FileEntry find(String path) {
        synchronized (telegram.world) {
            World.FileEntry file = Optional.of(path)
                    .filter(any -> !telegram.local)
                    .flatMap(telegram.files::linked)
                    .orElseThrow(() -> new ApiError(404, "Not Found"));
            if (file.size() > FileStore.CLOUD_BYTES) {
                throw ApiError.bad("file is too big");
            }
            return file;
        }
    }

    private Path stored(World.FileEntry file) {
        synchronized (telegram.world) {
            return telegram.files.stored(file);
        }
    }

    private static void spoil(
            Faults.Kind kind,
            World.FileEntry file,
            InputStream content,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        byte[] half = content.readNBytes((int) (file.size() / 2));
        switch (kind) {
            case TRUNCATED -> {
                response.setContentLengthLong(file.size());
                response.getOutputStream().write(half);
                response.flushBuffer();
                HangUp.on(request);
            }
            case WRONG_LENGTH -> {
                response.setContentLength(half.length);
                response.getOutputStream().write(half);
            }
            case OVERSIZE -> {
                byte[] more = new byte[1 << 20];
                for (long written = 0; written <= FileStore.CLOUD_BYTES; written += more.length) {
                    response.getOutputStream().write(more);
                }
            }
            default -> throw new ApiError(404, "Not Found");
        }
    }
}
