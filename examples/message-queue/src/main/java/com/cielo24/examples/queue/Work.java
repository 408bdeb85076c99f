package com.cielo24.examples.queue;

import java.time.Instant;

import com.cielo24.examples.outcome.AddMediaRedelivery;
import org.apache.camel.Exchange;

/**
 * A message that a worker has under way.
 *
 * @param request        what it asks for
 * @param attempt        the how manieth attempt this is, from 1
 * @param outcomeUnknown whether an earlier attempt may have reached the service
 * @param started        when this attempt was
 */
record Work(MediaRequest request, int attempt, boolean outcomeUnknown, Instant started) {

    private static final String PROPERTY = "ingestWork";

    static Work of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Work.class);
    }

    void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    Work withOutcomeUnknown() {
        return new Work(request, attempt, true, started);
    }

    /** What the exchange failed with. */
    static Throwable caught(Exchange exchange) {
        return AddMediaRedelivery.caught(exchange);
    }
}
