package com.cielo24.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a client is sent. A client that does not read it for too long loses its connection. Used by one thread. */
final class SocketOutput {
    private final OutputStream out;
    private final Runnable abort;
    private final ScheduledExecutorService timer;
    private final Duration silence;

    /**
     * @param abort   closes the connection: blocking sockets have no timeout for writes
     * @param silence how long one {@link #send} may take
     */
    SocketOutput(OutputStream out, Runnable abort, ScheduledExecutorService timer, Duration silence) {
        this.out = out;
        this.abort = abort;
        this.timer = timer;
        this.silence = silence;
    }

    void send(byte[] bytes, int from, int count) throws IOException {
        Future<?> deadline = timer.schedule(abort, silence.toNanos(), TimeUnit.NANOSECONDS);
        try {
            out.write(bytes, from, count);
            out.flush();
        } finally {
            deadline.cancel(false);
        }
    }
}
