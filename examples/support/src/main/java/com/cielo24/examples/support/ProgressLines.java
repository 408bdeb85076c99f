package com.cielo24.examples.support;

import java.time.Duration;

import com.cielo24.camel.UploadEvent;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Tells how far long uploads are, every few seconds each.
 */
public final class ProgressLines extends EventNotifierSupport {

    private static final String TOLD = "ingestProgressTold";
    private static final Duration FIRST_EVENT = Duration.ofSeconds(1);

    /** How far an upload was when it was last told. */
    private record Told(long at, long sent) {}

    /** Tells a person how far an upload is. */
    @FunctionalInterface
    public interface Teller {
        /**
         * @param exchange whose upload it is
         * @param sent     bytes so far
         * @param total    bytes in all
         * @param rate     since the last time, with its unit
         */
        void tell(Exchange exchange, long sent, long total, String rate);
    }

    private final Duration interval;
    private final Teller teller;

    /**
     * @param interval how often each upload is told
     */
    public ProgressLines(Duration interval, Teller teller) {
        this.interval = interval;
        this.teller = teller;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof UploadEvent upload && upload.getKind() == UploadEvent.Kind.PROGRESS;
    }

    @Override
    public void notify(CamelEvent event) {
        UploadEvent progress = (UploadEvent) event;
        Exchange exchange = progress.getExchange();
        long now = System.nanoTime();
        Told told = exchange.getProperty(TOLD, Told.class);
        if (told == null || progress.getBytesSent() < told.sent) {
            // a new upload, or the next attempt; it began when its events did
            told = new Told(now - FIRST_EVENT.toNanos(), 0);
            exchange.setProperty(TOLD, told);
        }
        Duration since = Duration.ofNanos(now - told.at);
        if (since.compareTo(interval) >= 0) {
            exchange.setProperty(TOLD, new Told(now, progress.getBytesSent()));
            teller.tell(
                    exchange,
                    progress.getBytesSent(),
                    progress.getBytesTotal(),
                    Amount.rate(progress.getBytesSent() - told.sent, since));
        }
    }
}
