package com.cielo24.client;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The thread that reads media, which may be stuck in somebody else's code. An interrupt comes first; where that does not
 * help, the media is closed, as sockets and pipes give way to nothing else.
 */
final class StuckThread {

    /** In rounds of the watchdog: code that swallows an interrupt may be stuck again. */
    private static final int AGAIN = 10;

    private final Thread thread = Thread.currentThread();
    private int calls;
    private boolean over;

    /**
     * Called again and again until it is free.
     *
     * @param helpers close the media, which may have to wait for what the thread holds
     */
    synchronized void free(Executor helpers, Closeable media) {
        if (over) {
            return;
        }
        if (calls % AGAIN == 0) {
            thread.interrupt();
        }
        if (calls == 1) {
            close(helpers, media);
        }
        calls++;
    }

    private static void close(Executor helpers, Closeable media) {
        try {
            helpers.execute(() -> {
                try {
                    media.close();
                } catch (IOException | RuntimeException e) {
                    // it was given up in any case
                }
            });
        } catch (RejectedExecutionException e) {
            // the component has been stopped
        }
    }

    /** It has come back. An interrupt of ours must not reach the route. */
    synchronized void end() {
        over = true;
        if (calls > 0) {
            Thread.interrupted();
        }
    }
}
