package com.cielo24.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The thread that reads media, which may be stuck in somebody else's code. An interrupt comes first; where that does not
 * help, the media is closed, as sockets and pipes give way to nothing else.
 */
final class StuckThread {

    /** In rounds of the watchdog: code that swallows an interrupt may be stuck again. */
    private static final int AGAIN = 10;

    private final Thread thread = Thread.currentThread();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean interrupting = new AtomicBoolean();
    private boolean interrupted;
    private boolean interruptedByOthers;
    private volatile boolean over;

    /**
     * Called again and again until it is free.
     *
     * @param helpers do what may have to wait: an interrupt closes a file that the thread is reading, and that waits until
     *                the thread has let go of it, which on a file server that is gone may be never
     */
    void free(Executor helpers, Closeable media) {
        int call = calls.getAndIncrement();
        if (call % AGAIN == 0 && interrupting.compareAndSet(false, true)) {
            execute(helpers, this::interrupt);
        }
        if (call == 1) {
            execute(helpers, () -> {
                if (!over) {
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
            if (!over) {
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
            // it was given up in any case
        }
    }

    /** It has come back. An interrupt of ours must not reach the route. */
    synchronized void end() {
        over = true;
        if (interrupted && !interruptedByOthers) {
            Thread.interrupted();
        }
    }
}
