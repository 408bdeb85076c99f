package com.cielo24.camel.recipes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.SagaPropagation;
import org.apache.camel.saga.InMemorySagaService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A saga of a job and its media. */
class SagaTest extends Recipe {

    @BeforeEach
    void start() throws Exception {
        properties.setProperty("review", folder.toString());
        context.addService(new InMemorySagaService());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:lecture").saga().to("cielo24:createJob").to("direct:media");
                from("direct:media")
                        .saga()
                        .propagation(SagaPropagation.MANDATORY)
                        .option("jobId", header(Cielo24Constants.JOB_ID))
                        .compensation("direct:review")
                        .to("cielo24:addMedia")
                        .to("direct:announce");

                // deleteJob would also delete media that arrived: a person, or jobInfo, must find out what the job has
                from("direct:review")
                        .setBody(simple("job ${header.jobId} may be without its media"))
                        .to("file:{{review}}?fileName=${header.jobId}.txt");

                from("direct:announce").filter(header("unannounced")).throwException(new IllegalStateException("away"));
            }
        });
        context.start();
    }

    @Test
    void addsMediaToItsJob() {
        Exchange exchange = send(Map.of());
        assertThat(exchange.getException()).isNull();
        assertThat(service.media(job()).orElseThrow().bytes()).isEqualTo(1);
        assertThat(review()).doesNotExist();
    }

    @Test
    void handsTheJobToAPersonWhereTheMediaWasNotAdded() {
        service.faults().next(Fault.status(503));
        assertThat(send(Map.of()).isFailed()).isTrue();
        await().until(() -> Files.exists(review()));
        assertThat(service.media()).isEmpty();
    }

    @Test
    void handsTheJobToAPersonWhereALaterStepFailed() {
        assertThat(send(Map.of("unannounced", true)).isFailed()).isTrue();
        await().until(() -> Files.exists(review()));
        assertThat(service.media(job())).isPresent();
    }

    /** Why there are two routes: a step knows what its exchange has when it begins. */
    @Test
    void doesNotKnowAJobThatIsCreatedInTheSameStep() throws Exception {
        MockEndpoint review = context.getEndpoint("mock:review", MockEndpoint.class);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one-step")
                        .saga()
                        .option("jobId", header(Cielo24Constants.JOB_ID))
                        .compensation("mock:review")
                        .to("cielo24:createJob")
                        .throwException(new IllegalStateException("away"));
            }
        });
        template.send("direct:one-step", exchange -> {});
        review.expectedMessageCount(1);
        review.assertIsSatisfied();
        assertThat(review.getExchanges().get(0).getMessage().getHeader("jobId")).isNull();
    }

    private Exchange send(Map<String, Object> headers) {
        return template.send("direct:lecture", exchange -> {
            exchange.getMessage().setBody(new byte[1]);
            exchange.getMessage().getHeaders().putAll(headers);
        });
    }

    private String job() {
        return service.jobs().get(0).jobId();
    }

    private Path review() {
        return folder.resolve(job() + ".txt");
    }
}
