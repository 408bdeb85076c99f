package com.cielo24.camel.recipes;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24RetryableServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Resilience4jConfigurationDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A circuit breaker around the endpoint. */
class BreakerTest extends Recipe {

    @BeforeEach
    void requireABreaker() {
        assumeTrue(
                getClass().getResource("/META-INF/services/org/apache/camel/model/CircuitBreakerDefinition") != null,
                "no circuit breaker: camel-resilience4j does not resolve at 4.22, only at 4.18");
    }

    @Test
    void addsMedia() throws Exception {
        start();
        assertThat(send(JOB)).isNull();
        assertThat(service.media(JOB)).isPresent();
    }

    @Test
    void sendsAgainWhatMayPass() throws Exception {
        start();
        service.faults().next(Fault.status(503), 2);
        assertThat(send(JOB)).isNull();
        assertThat(service.requestCount()).isEqualTo(3);
    }

    @Test
    void sendsNothingWhileTheServiceIsAway() throws Exception {
        start();
        service.faults().always(Fault.status(503));
        Exception last = null;
        for (int i = 0; i < 5; i++) {
            last = send(Cielo24Simulator.newJobId());
        }
        assertThat(last).hasMessageContaining("does not permit further calls");
        assertThat(service.requestCount()).isEqualTo(10);
    }

    @Test
    void opensForRefusalsAsWell() throws Exception {
        start();
        for (int i = 0; i < 10; i++) {
            assertThat(send("no job id")).hasCauseInstanceOf(Cielo24InvalidRequestException.class);
        }
        assertThat(send(JOB)).hasMessageContaining("does not permit further calls");
    }

    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(
                                Cielo24TransportException.class,
                                Cielo24UnknownOutcomeException.class,
                                Cielo24RetryableServiceException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(1);

                from("direct:media")
                        .circuitBreaker()
                        .inheritErrorHandler(true)
                        .resilience4jConfiguration()
                        .minimumNumberOfCalls(10)
                        .throwExceptionWhenHalfOpenOrOpenState(true)
                        .end()
                        .to("cielo24:addMedia")
                        .end();
            }
        });
        context.start();
    }

    /** What users must not do: Camel takes a refusal that the breaker ignores for a success. */
    @Test
    void losesARefusalThatItIgnores() throws Exception {
        start(breaker -> breaker.ignoreException(Cielo24InvalidRequestException.class));
        assertThat(send("no job id")).isNull();
        assertThat(service.media()).isEmpty();
    }

    /** The same: a breaker that is open lets the exchange pass, and the media is sent to nobody. */
    @Test
    void losesMediaWhileItIsOpen() throws Exception {
        start(breaker -> breaker.minimumNumberOfCalls(1));
        service.faults().next(Fault.status(503));
        assertThat(send(Cielo24Simulator.newJobId())).isNotNull();
        assertThat(send(JOB)).isNull();
        assertThat(service.media()).isEmpty();
    }

    /** What users must know: the breaker's time-out ends the wait, and the upload may have worked. */
    @Test
    void doesNotKnowOfMediaWhoseAnswerItDidNotWaitFor() throws Exception {
        start(breaker -> breaker.timeoutEnabled(true).setTimeoutDuration("1000"));
        service.faults().next(new Fault.AnswerLate(Duration.ofSeconds(5)));
        assertThat(send(JOB)).isInstanceOf(TimeoutException.class);
        await().until(() -> service.media(JOB).isPresent());
    }

    private void start(Consumer<Resilience4jConfigurationDefinition> options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                Resilience4jConfigurationDefinition breaker =
                        from("direct:media").circuitBreaker().resilience4jConfiguration();
                options.accept(breaker);
                breaker.end().to("cielo24:addMedia").end();
            }
        });
        context.start();
    }

    private Exception send(String job) {
        return template.send("direct:media", sent -> {
                    sent.getMessage().setBody(new byte[1]);
                    sent.getMessage().setHeader(Cielo24Constants.JOB_ID, job);
                })
                .getException();
    }
}
