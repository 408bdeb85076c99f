package com.cielo24.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Frees the thread that reads media, which may be stuck in somebody else's code. It is interrupted first; if that does
 * not help, the media is closed, as sockets and pipes react to nothing else.
 */
final class StuckThread {

    /** In rounds of the watchdog: code that swallows an interrupt may get stuck again. */
    private static final int ROUNDS_PER_INTERRUPT = 10;

    private final Thread thread = Thread.currentThread();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean interrupting = new AtomicBoolean();
    private boolean interrupted;
    private boolean interruptedByOthers;
    private volatile boolean ended;

    /**
     * Called in each round until the thread is free.
     *
     * @param helpers runs tasks that may block: an interrupt closes the file that the thread is reading, and waits
     *                until the thread has released it, which may never happen if a file server is gone
     */
    void free(Executor helpers, Closeable media) {
        int call = calls.getAndIncrement();
        if (call % ROUNDS_PER_INTERRUPT == 0 && interrupting.compareAndSet(false, true)) {
            execute(helpers, this::interrupt);
        }
        if (call == 1) {
            execute(helpers, () -> {
                if (!ended) {
                    close(media);
                }
            });
        }
    }

    private static void execute(Executor helpers, Runnable task) {
        try {
            helpers.execute(task);
        } catch (RejectedExecutionException e) {
            // the component has been stopped
        }
    }

    private void interrupt() {
        synchronized (this) {
            if (!ended) {
                interruptedByOthers |= !interrupted && thread.isInterrupted();
                interrupted = true;
                thread.interrupt();
            }
        }
        interrupting.set(false);
    }

    private static void close(Closeable media) {
        try {
            media.close();
        } catch (IOException | RuntimeException e) {
            // abandoned in any case
        }
    }

    /** The thread is free. Our interrupt must not reach the route. */
    synchronized void end() {
        ended = true;
        if (interrupted && !interruptedByOthers) {
            Thread.interrupted();
        }
    }
}
