package com.cielo24.camel;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * {@code to("cielo24:completedJobs")}: lets the consumers of the same account poll at once, for example when the service
 * has called back. Leaves the message as it is.
 */
final class CompletedJobsProducer extends DefaultProducer {

    CompletedJobsProducer(Cielo24Endpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) {
        Cielo24Endpoint endpoint = (Cielo24Endpoint) getEndpoint();
        endpoint.getComponent().wakeUp(endpoint);
    }
}
