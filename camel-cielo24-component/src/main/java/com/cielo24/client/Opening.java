package com.cielo24.client;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Media that is being made ready, as a stream that is spooled to disk: it is given up where no byte moved for too long.
 */
final class Opening implements Watched, Media.Preparation, AutoCloseable {

    private final Watchdog watchdog;
    private final Media.Upload upload;
    private final Duration stallTimeout;
    private final StuckThread reader = new StuckThread();
    private volatile long lastMoved = System.nanoTime();
    private volatile String givenUp;

    Opening(Watchdog watchdog, Media.Upload upload, Duration stallTimeout) {
        this.watchdog = watchdog;
        this.upload = upload;
        this.stallTimeout = stallTimeout;
        watchdog.watch(this);
    }

    @Override
    public void moved() {
        lastMoved = System.nanoTime();
    }

    @Override
    public boolean isGivenUp() {
        return givenUp != null;
    }

    /** Why it was ended from outside, or {@code null}. */
    String givenUp() {
        return givenUp;
    }

    @Override
    public void check(Executor helpers, SendQueues queues) {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastMoved);
        if (givenUp == null && quiet.compareTo(stallTimeout) > 0) {
            givenUp = "no byte of the media came for " + quiet.toMillis() + " ms (stallTimeout)";
        }
        if (givenUp != null) {
            reader.free(helpers, upload::abandon);
        }
    }

    @Override
    public void stop(Executor helpers) {
        givenUp = "the component was stopped";
        reader.free(helpers, upload::abandon);
        // there is no other round
        reader.free(helpers, upload::abandon);
    }

    @Override
    public void close() {
        watchdog.forget(this);
        reader.end();
    }
}
