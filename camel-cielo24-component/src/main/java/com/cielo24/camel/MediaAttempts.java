package com.cielo24.camel;

import com.cielo24.client.AddMediaResult;
import org.apache.camel.Exchange;

/**
 * How often an exchange has tried to add media, and with what result. Mutable and shared by all attempts, as Camel's
 * redelivery resets headers and properties to what they were before the first one.
 */
final class MediaAttempts {

    private static final String PROPERTY = "CamelCielo24Attempts";

    private volatile int count;
    private volatile Added added;

    /**
     * @param sha256 {@code null} if not known
     * @param before whether the job had the media already
     */
    record Added(AddMediaResult result, boolean isUpload, String sha256, boolean before) {}

    static MediaAttempts of(Exchange exchange) {
        MediaAttempts attempts = exchange.getProperty(PROPERTY, MediaAttempts.class);
        if (attempts == null) {
            attempts = new MediaAttempts();
            exchange.setProperty(PROPERTY, attempts);
        }
        return attempts;
    }

    static MediaAttempts begin(Exchange exchange) {
        MediaAttempts attempts = of(exchange);
        attempts.added = null;
        attempts.count++;
        return attempts;
    }

    /** The attempt does not count, as it ended before the service was asked. */
    void endUnsent() {
        count--;
    }

    void end(Added result) {
        added = result;
    }

    int count() {
        return count;
    }

    /** The result of the last attempt; {@code null} if it failed, or there was none. */
    Added added() {
        return added;
    }
}
