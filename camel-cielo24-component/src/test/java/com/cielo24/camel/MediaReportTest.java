package com.cielo24.camel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;

class MediaReportTest {

    private final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
    private final OutageRoutePolicy policy = new OutageRoutePolicy();
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        policy.setInterval(Duration.ofMillis(10));
        camel = Cielo24Camel.to(service);
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Cielo24Exception.class)
                        .onWhen(simple("${exception.retryable}"))
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .handled(true)
                        .setBody(MediaReport::of);
                onException(Exception.class)
                        .maximumRedeliveries(0)
                        .handled(true)
                        .setBody(MediaReport::of);
                from("direct:paused")
                        .routePolicy(policy)
                        .to("cielo24:addMedia?checksum=true")
                        .setBody(MediaReport::of);
                from("direct:plain").to("cielo24:addMedia?checksum=true").setBody(MediaReport::of);
                from("direct:first").to("cielo24:addMedia").to("direct:others");
                from("direct:others")
                        .split(constant(List.of("b".repeat(32), "c".repeat(32))), AggregationStrategies.groupedBody())
                        .setHeader(Cielo24Constants.JOB_ID, body())
                        .setBody(constant("another lecture".getBytes(StandardCharsets.UTF_8)))
                        .choice()
                        .when(header(Cielo24Constants.JOB_ID).startsWith("b"))
                        .to("cielo24:addMedia")
                        .end()
                        .setBody(MediaReport::of);
                from("direct:broken").process(exchange -> {
                    throw new IllegalStateException("what?");
                });
            }
        });
    }

    @AfterEach
    void stop() {
        camel.close();
        service.close();
    }

    private Map<?, ?> report(String route) {
        return camel.add(route, "a lecture".getBytes(StandardCharsets.UTF_8), Map.of(Cielo24Constants.JOB_ID, JOB))
                .getMessage()
                .getBody(Map.class);
    }

    @Test
    void saysWhatWasAdded() {
        Map<?, ?> report = report("direct:plain");

        ReceivedMedia media = service.media(JOB).orElseThrow();
        assertThat(report.keySet().toString())
                .isEqualTo("[job, task, mode, bytes, sha256, milliseconds, started, ended, attempts]");
        assertThat(report.get("job")).isEqualTo(JOB);
        assertThat(report.get("task")).isEqualTo(media.taskId());
        assertThat(report.get("mode")).isEqualTo("upload");
        assertThat(report.get("bytes")).isEqualTo(9L);
        assertThat(report.get("sha256")).isEqualTo(media.sha256());
        assertThat(report.get("attempts")).isEqualTo(1);
        assertThat(Instant.parse((String) report.get("started")))
                .isBeforeOrEqualTo(Instant.parse((String) report.get("ended")));
    }

    @Test
    void countsTheAttemptsOfTheRouteAndOfItsPolicy() {
        service.faults().next(Fault.status(503), 2);
        assertThat(report("direct:paused").get("attempts")).isEqualTo(3);
    }

    @Test
    void countsRedeliveries() {
        service.faults().next(Fault.status(503), 1);
        Map<?, ?> report = report("direct:plain");
        assertThat(report.get("attempts")).isEqualTo(2);
        assertThat(report.get("what")).isNull();
    }

    @Test
    void saysWhyTheServiceRefusedMedia() {
        service.faults().next(new Fault.AnswerEarly(400, "ITEM_NOT_FOUND", "There is no such job"));
        Map<?, ?> report = report("direct:plain");

        assertThat(report.keySet().toString())
                .isEqualTo(
                        "[what, why, whatToDo, httpStatus, errorType, job, started, when, attempts, outcomeUnknown]");
        assertThat(report.get("what")).isEqualTo("refused by the service");
        assertThat(report.get("why").toString())
                .contains("There is no such job")
                .doesNotContain(JOB);
        assertThat(report.get("whatToDo").toString()).contains("The job has no media from this");
        assertThat(report.get("httpStatus")).isEqualTo(400);
        assertThat(report.get("errorType")).isEqualTo("ITEM_NOT_FOUND");
        assertThat(report.get("outcomeUnknown")).isEqualTo(false);
        assertThat(report.get("attempts")).isEqualTo(1);
    }

    @Test
    void countsNoAttemptThatSentNothing() {
        Map<?, ?> report = (Map<?, ?>)
                camel.add("direct:plain", "text", Map.of()).getMessage().getBody();
        assertThat(report.get("what")).isEqualTo("invalid request, nothing was sent");
        assertThat(report.get("attempts")).isEqualTo(0);
        assertThat(report.get("outcomeUnknown")).isEqualTo(false);
    }

    @Test
    void isInDoubtOfWhatNobodyExpected() {
        Map<?, ?> report = report("direct:broken");
        assertThat(report.get("what")).isEqualTo("unexpected error");
        assertThat(report.get("why").toString()).contains("IllegalStateException", "what?");
        assertThat(report.get("whatToDo").toString()).contains("Check at the service");
        assertThat(report.get("outcomeUnknown")).isEqualTo(true);
    }

    /** The first attempt may have worked. */
    @Test
    void isInDoubtAfterARefusalThatFollowedAnUnknownOutcome() {
        MediaFailure refused = MediaFailure.of(new Cielo24InvalidRequestException(JOB, "the file is empty"));
        assertThat(refused.isInDoubt()).isFalse();
        MediaFailure failure = MediaFailure.of(Cielo24UnknownOutcomeException.toReview(JOB, "refused now", null));
        assertThat(failure.isInDoubt()).isTrue();
        assertThat(failure.what()).isEqualTo("unknown outcome");
    }

    /** Copies of an exchange have results of their own, and know those before they were made. */
    @Test
    @SuppressWarnings("unchecked")
    void isThatOfOneCopy() {
        List<Map<String, Object>> reports = camel.add(
                        "direct:first",
                        "a lecture".getBytes(StandardCharsets.UTF_8),
                        Map.of(Cielo24Constants.JOB_ID, JOB))
                .getMessage()
                .getBody(List.class);
        assertThat(reports).extracting(report -> report.get("job")).containsExactly("b".repeat(32), JOB);
        assertThat(reports).extracting(report -> report.get("attempts")).containsExactly(1, 1);
    }
}
