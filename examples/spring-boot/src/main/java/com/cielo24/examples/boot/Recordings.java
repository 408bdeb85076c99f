package com.cielo24.examples.boot;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Recordings from a folder and from a queue become the media of their jobs. */
@Component
class Recordings extends RouteBuilder {

    private final OutageRoutePolicy outage;

    Recordings(OutageRoutePolicy outage) {
        this.outage = outage;
    }

    @Override
    public void configure() {
        // what may pass is waited for: a job that another worker is busy with, a connection that broke
        onException(Cielo24Exception.class)
                .onWhen(Recordings::isRetryable)
                .maximumRedeliveries(-1)
                .redeliveryDelay("{{recordings.retry-delay}}");

        // a file gets a job of its own; an empty one waits to be filled
        from("file:{{recordings.inbox}}?filterFile=${file:size} > 0&readLock=changed&readLockMinAge={{recordings.settle}}"
                        + "&move=.done&moveFailed=.failed")
                .routeId("folder")
                .routePolicy(outage)
                .to("cielo24:addMedia?createJob=true")
                .log("${file:name} is the media of job ${header.CamelCielo24JobId}");

        // a message names a job and a URL; it is taken and answered in one transaction of the broker
        from("jms:{{recordings.queue}}")
                .routeId("queue")
                .routePolicy(outage)
                .onException(Exception.class)
                .onWhen(exchange -> !isRetryable(exchange))
                .handled(true)
                .setHeader("reason", exceptionMessage())
                .to("jms:{{recordings.queue}}.failed")
                .end()
                .setHeader(Cielo24Constants.JOB_ID, header("jobId"))
                .to("cielo24:addMedia?mode=url")
                .to("jms:{{recordings.queue}}.added");
    }

    private static boolean isRetryable(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof Cielo24Exception failed
                && failed.isRetryable();
    }
}
