package com.cielo24.camel;

import java.util.Map;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The clause for all other exceptions that the component's page shows: without its condition Camel prefers it, as the
 * deepest cause of a broken connection is an {@code IOException}.
 */
class CatchAllTest {

    @Test
    void aClauseForAllOtherExceptionsLeavesRetriesAlone() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service).withRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        onException(Cielo24Exception.class)
                                .onWhen(exchange -> exchange.getProperty(
                                                Exchange.EXCEPTION_CAUGHT, Cielo24Exception.class)
                                        .isRetryable())
                                .maximumRedeliveries(5)
                                .redeliveryDelay(1);
                        onException(Exception.class)
                                .onWhen(exchange ->
                                        !(exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof Cielo24Exception))
                                .handled(true)
                                .to("direct:failed");
                        from("direct:in").to("cielo24:addMedia?jobId=" + JOB).setBody(constant("added"));
                        from("direct:other").throwException(new IllegalStateException("no"));
                        from("direct:failed").setBody(constant("failed"));
                    }
                })) {
            service.faults().next(new Fault.DropDuringBody(1_000_000), 2);

            assertThat(camel.add("direct:in", new byte[50_000_000], Map.of())
                            .getMessage()
                            .getBody())
                    .isEqualTo("added");
            assertThat(camel.add("direct:other", null, Map.of()).getMessage().getBody())
                    .isEqualTo("failed");
        }
    }
}
