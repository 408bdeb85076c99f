package com.cielo24.camel.recipes;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24RetryableServiceException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each outcome on a way of its own, without a ledger. */
class OutcomeRoutesTest extends Recipe {

    @BeforeEach
    void start() throws Exception {
        properties.setProperty("retry.delay", "1");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Cielo24InvalidRequestException.class).handled(true).to("direct:bad-input");

                onException(Cielo24TransportException.class, Cielo24RetryableServiceException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay("{{retry.delay}}")
                        .handled(true)
                        .to("direct:later");

                onException(Cielo24UnknownOutcomeException.class)
                        .onExceptionOccurred(e -> e.setProperty("outcomeUnknown", true))
                        .maximumRedeliveries(2)
                        .redeliveryDelay("{{retry.delay}}")
                        .handled(true)
                        .to("direct:review");

                // refused after that: the first attempt may have succeeded
                onException(Cielo24ServiceException.class)
                        .onWhen(exchangeProperty("outcomeUnknown"))
                        .handled(true)
                        .to("direct:review");

                onException(Cielo24ServiceException.class).handled(true).to("direct:refused");

                from("direct:media").to("cielo24:addMedia").setBody(constant("added"));
                for (String way : new String[] {"bad-input", "later", "refused", "review"}) {
                    from("direct:" + way).setBody(constant(way));
                }
            }
        });
        context.start();
    }

    @Test
    void addsWhatIsRight() {
        assertThat(way(new byte[1])).isEqualTo("added");
    }

    @Test
    void putsAsideWhatCannotBeRight() {
        assertThat(way("text")).isEqualTo("bad-input");
        assertThat(service.requestCount()).isZero();
    }

    @Test
    void triesAgainWhatDidNotArrive() {
        service.faults().next(new Fault.DropBeforeBody(), 2);
        assertThat(way(new byte[50_000_000])).isEqualTo("added");
    }

    @Test
    void keepsForLaterWhatDoesNotArrive() {
        service.faults().always(new Fault.DropBeforeBody());
        assertThat(way(new byte[50_000_000])).isEqualTo("later");
        assertThat(service.requestCount()).isEqualTo(3);
    }

    @Test
    void comesBackLaterWhereTheServiceAsksForIt() {
        service.faults().next(Fault.status(429, 1));
        assertThat(way(new byte[1])).isEqualTo("added");
    }

    @Test
    void doesNotRepeatWhatTheServiceRefuses() {
        way(new byte[1]);
        assertThat(way(new byte[1])).isEqualTo("refused");
        assertThat(service.requestCount()).isEqualTo(2);
    }

    @Test
    void sendsAgainWhatIsOfUnknownOutcome() {
        service.faults().next(Fault.status(500));
        service.faults().next(new Fault.DropAfterBody(false));
        assertThat(way(new byte[1])).isEqualTo("added");
        assertThat(service.requestCount()).isEqualTo(3);
    }

    @Test
    void hasSomebodyLookWhereARefusalFollowsAnUnknownOutcome() {
        service.faults().next(Fault.status(500).kept(true));
        assertThat(way(new byte[1])).isEqualTo("review");
        assertThat(service.requestCount()).isEqualTo(2);
    }

    @Test
    void hasSomebodyLookWhereNobodyKnows() {
        service.faults().always(Fault.status(503));
        assertThat(way(new byte[1])).isEqualTo("review");
        assertThat(service.requestCount()).isEqualTo(3);
    }

    private Object way(Object body) {
        return template.requestBodyAndHeader("direct:media", body, Cielo24Constants.JOB_ID, JOB);
    }
}
