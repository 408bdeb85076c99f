package com.cielo24.camel;

import java.util.concurrent.TimeUnit;

import com.cielo24.client.UploadProgress;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Camel's event notifiers how one upload moves on, once a second.
 */
final class UploadProgressEvents implements UploadProgress {

    private static final Logger LOG = LoggerFactory.getLogger(UploadProgressEvents.class);
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final Exchange exchange;
    private final String jobId;
    private long last = System.nanoTime();

    UploadProgressEvents(Exchange exchange, String jobId) {
        this.exchange = exchange;
        this.jobId = jobId;
    }

    @Override
    public void sent(long sent, long total) {
        long now = System.nanoTime();
        if (now - last < INTERVAL) {
            return;
        }
        last = now;
        try {
            exchange.getContext().getManagementStrategy().notify(new UploadProgressEvent(exchange, jobId, sent, total));
        } catch (Exception e) {
            // whoever watches must not break what is watched
            LOG.debug("Job {}: an event notifier failed", jobId, e);
        }
    }
}
