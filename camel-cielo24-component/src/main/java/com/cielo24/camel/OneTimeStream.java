package com.cielo24.camel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.cielo24.client.Cielo24InvalidRequestException;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/**
 * A stream in a body, which can be read only once. Once an attempt has begun to read it, no other attempt may upload
 * the rest as if it were the whole: neither a redelivery, nor a copy of the exchange with the same stream. If an
 * attempt fails before it reads the first byte, the next one may use the stream. After a successful attempt, whatever
 * the stream returns is new content: servers use the stream of a connection for one request after another.
 */
final class OneTimeStream extends FilterInputStream {

    /** By the identity of the stream, as copies of an exchange, even in another context, share nothing else. */
    private static final Map<Identity, Attempt> ATTEMPTS = new ConcurrentHashMap<>();

    private static final String ATTEMPT = OneTimeStream.class.getName();

    private static final String SPENT = OneTimeStream.class.getName() + ".spent";

    private static final ReferenceQueue<InputStream> COLLECTED = new ReferenceQueue<>();

    private final Attempt attempt;

    private OneTimeStream(InputStream stream, Attempt attempt) {
        super(stream);
        this.attempt = attempt;
    }

    /**
     * @param  exchange holds the attempt until it has {@linkplain #ended ended}
     * @param  jobId    the job, for the error message
     * @return          the stream for one attempt
     * @throws Cielo24InvalidRequestException if another attempt has it, or has begun to read it
     */
    static OneTimeStream of(InputStream stream, Exchange exchange, String jobId) throws Cielo24InvalidRequestException {
        for (Reference<?> gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
            ATTEMPTS.remove(gone);
        }
        Attempt attempt = new Attempt();
        Attempt earlier = ATTEMPTS.putIfAbsent(new Identity(stream), attempt);
        if (earlier != null) {
            throw new Cielo24InvalidRequestException(
                    jobId,
                    "another attempt has begun to read the stream in the body, and a stream cannot be read twice;"
                            + " enable stream caching for the route, or send a java.io.File",
                    earlier.failure.get());
        }
        OneTimeStream once = new OneTimeStream(stream, attempt);
        exchange.setProperty(ATTEMPT, once);
        return once;
    }

    /**
     * The attempt of the exchange has ended, with or without a stream.
     *
     * @param failure of the attempt, or {@code null}
     */
    static void ended(Exchange exchange, Throwable failure) {
        if (!(exchange.removeProperty(ATTEMPT) instanceof OneTimeStream stream)) {
            return;
        }
        if (failure == null) {
            ATTEMPTS.remove(new Identity(stream.in), stream.attempt);
        } else {
            stream.failed(failure, exchange);
        }
    }

    /** Whether an attempt of the exchange has read from a stream, so that another one cannot succeed. */
    static boolean isSpent(Exchange exchange) {
        return exchange.getProperty(SPENT, false, Boolean.class);
    }

    /** An unread stream is closed at the end of the exchange, after its last attempt. */
    private void failed(Throwable failure, Exchange exchange) {
        if (attempt.reads) {
            attempt.failure = new SoftReference<>(failure);
            exchange.setProperty(SPENT, true);
            return;
        }
        InputStream stream = in;
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                IOHelper.close(stream);
            }
        });
        ATTEMPTS.remove(new Identity(stream), attempt);
    }

    @Override
    public int read() throws IOException {
        attempt.reads = true;
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        attempt.reads = true;
        return in.read(bytes, offset, length);
    }

    /** Leaves an unread stream open for the next attempt. */
    @Override
    public void close() throws IOException {
        if (attempt.reads) {
            in.close();
        }
    }

    /** Holds no reference to the stream, so that it can be garbage-collected. */
    private static final class Attempt {

        private volatile boolean reads;
        /** A soft reference, as an exception may hold its stream. */
        private volatile Reference<Throwable> failure = new SoftReference<>(null);
    }

    private static final class Identity extends WeakReference<InputStream> {

        private final int hash;

        Identity(InputStream stream) {
            super(stream, COLLECTED);
            hash = System.identityHashCode(stream);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            InputStream stream = get();
            return this == other || stream != null && other instanceof Identity that && that.get() == stream;
        }
    }
}
