package org.dodomu.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A file on its way: its lease goes on as long as bytes come, so that the lease can be short and a file whose fetcher died waits no longer than a message. */
final class LeasedDownload extends FilterInputStream {

    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Clock clock;
    private final Runnable leaseOn;
    private Instant last;

    LeasedDownload(InputStream content, Clock clock, Runnable leaseOn) {
        super(content);
        this.clock = clock;
        this.leaseOn = leaseOn;
        this.last = clock.instant();
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        came();
        return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        came();
        return read;
    }

    private void came() {
        Instant now = clock.instant();
        if (Duration.between(last, now).abs().compareTo(EVERY) >= 0) {
            last = now;
            leaseOn.run();
        }
    }
}
