package com.cielo24.examples.queue;

import java.time.Instant;

import org.apache.camel.Exchange;

/**
 * A message that a worker has under way.
 *
 * @param request        what it asks for; {@code null} as long as it is not read
 * @param attempt        which attempt this is, from 1
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

    Work withJob(String jobId) {
        return new Work(request.withJobId(jobId), attempt, outcomeUnknown, started);
    }

    Work withOutcomeUnknown() {
        return new Work(request, attempt, true, started);
    }
}
