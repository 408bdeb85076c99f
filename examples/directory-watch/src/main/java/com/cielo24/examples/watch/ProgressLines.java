package com.cielo24.examples.watch;

import java.time.Duration;

import com.cielo24.camel.UploadProgressEvent;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Tells how far long uploads are, every few seconds each.
 */
final class ProgressLines extends EventNotifierSupport {

    private static final String TOLD = "ingestProgressTold";
    private static final Duration FIRST_EVENT = Duration.ofSeconds(1);

    /** How far an upload was when it was last told. */
    private record Told(long at, long sent) {}

    private final Duration interval;
    private final Console console;

    ProgressLines(Duration interval, Console console) {
        this.interval = interval;
        this.console = console;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof UploadProgressEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        UploadProgressEvent progress = (UploadProgressEvent) event;
        Exchange exchange = progress.getExchange();
        Attempt attempt = exchange.getProperty(Intake.ATTEMPT, Attempt.class);
        long now = System.nanoTime();
        Told told = exchange.getProperty(TOLD, Told.class);
        if (told == null || progress.getBytesSent() < told.sent) {
            // a new upload, or the next attempt; it began when its events did
            told = new Told(now - FIRST_EVENT.toNanos(), 0);
            exchange.setProperty(TOLD, told);
        }
        Duration since = Duration.ofNanos(now - told.at);
        if (attempt != null && since.compareTo(interval) >= 0) {
            exchange.setProperty(TOLD, new Told(now, progress.getBytesSent()));
            console.progress(
                    attempt,
                    progress.getBytesSent(),
                    progress.getBytesTotal(),
                    Amount.rate(progress.getBytesSent() - told.sent, since));
        }
    }
}
