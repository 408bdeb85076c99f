package com.cielo24.examples.karaf;

import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A file in a folder becomes the media of a job of its own. */
final class Recordings extends RouteBuilder {

    @Override
    public void configure() {
        // what may pass is waited for: a job that another worker is busy with, a connection that broke
        onException(Cielo24Exception.class)
                .onWhen(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Cielo24Exception.class)
                        .isRetryable())
                .maximumRedeliveries(-1)
                .redeliveryDelay("{{retry-delay}}");

        from("file:{{inbox}}?filterFile=${file:size} > 0&readLock=changed&readLockMinAge={{settle}}"
                        + "&move=.done&moveFailed=.failed")
                .routeId("recordings")
                .routePolicy(new OutageRoutePolicy())
                .to("cielo24:addMedia?createJob=true")
                .log("${file:name} is the media of job ${header.CamelCielo24JobId}");
    }
}
