package org.dodomu.intake;

import java.io.IOException;
import java.io.InputStream;

/** Seals a file while it is being downloaded; nothing of it touches the disk in clear. */
public interface FileSealing {

    /**
     * Seals exactly {@code lengthBytes} bytes of {@code content} for the case that the fetch belongs to. The errand is then finished with {@link Outcome.Done}.
     *
     * @throws IOException when the content breaks off or has another length; nothing openable is left
     * @throws StorageAway when the database is away
     */
    void seal(DueErrand fetch, long lengthBytes, InputStream content) throws IOException;

    /**
     * Whether this file was sealed and stored by somebody who did not come to say so.
     *
     * @throws StorageAway when the database is
     */
    boolean isSealed(DueErrand fetch);
}
