package com.cielo24.client.http;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Media that is being prepared, such as a stream being spooled to disk. It is abandoned if no byte moves for the stall
 * timeout.
 */
public final class Preparation implements Watchdog.Watched, AutoCloseable {

    private final Watchdog watchdog;
    private final Closeable abandon;
    private final StallClock clock;
    private final StuckThread reader = new StuckThread();
    private volatile String givenUp;

    Preparation(Watchdog watchdog, Closeable abandon, Duration stallTimeout) {
        this.watchdog = watchdog;
        this.abandon = abandon;
        this.clock = new StallClock(stallTimeout);
        watchdog.watch(this);
    }

    /** Some bytes were read, or written to disk. */
    public void moved() {
        clock.moved();
    }

    /**
     * @return whether the media is no longer wanted
     */
    public boolean isGivenUp() {
        return givenUp != null;
    }

    /**
     * @return why it was abandoned, or {@code null}
     */
    public String givenUp() {
        return givenUp;
    }

    @Override
    public void check(Executor helpers, SendQueues queues) {
        if (givenUp == null && clock.isStalled()) {
            givenUp = "no byte of the media arrived for " + clock.quiet().toMillis() + " ms (stallTimeout)";
        }
        if (givenUp != null) {
            reader.free(helpers, abandon);
        }
    }

    @Override
    public void stop(Executor helpers) {
        givenUp = "the component or client was stopped";
        reader.free(helpers, abandon);
        // there is no later round
        reader.free(helpers, abandon);
    }

    @Override
    public void close() {
        watchdog.forget(this);
        reader.end();
    }
}
