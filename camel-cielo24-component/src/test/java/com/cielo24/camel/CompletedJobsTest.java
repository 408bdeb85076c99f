package com.cielo24.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import com.cielo24.client.JobInfo;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which jobs {@code from("cielo24:completedJobs")} gives out, and how often. */
class CompletedJobsTest {

    private static final String A = "a".repeat(32);
    private static final String B = "b".repeat(32);
    private static final String C = "c".repeat(32);

    /** A second for the poll that follows a {@link #wake}, and for no other. */
    private static final String ONE_POLL = "?initialDelay=0&delay=1h";

    /** 2026-01-01T00:00:00Z. */
    private final SteppedClock clock = new SteppedClock();

    private final List<Exchange> given = new CopyOnWriteArrayList<>();
    private JobListService service;
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        service = new JobListService();
        camel = Cielo24Camel.to(service.baseUrl(), component -> component.setClock(clock));
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        service.close();
    }

    @Test
    void givesOutACompleteJobOnce() throws Exception {
        service.add(
                A,
                "JobStatus",
                "Complete",
                "CompletedDate",
                "2025-12-31T20:00:00.123456",
                "ExternalID",
                "lecture-7",
                "JobName",
                "Lecture 7",
                "MediaLengthSeconds",
                "61.5");
        service.add(B, "JobStatus", "In Process");
        route(ONE_POLL, exchange -> {});

        awaitGiven(1);
        poll();
        assertThat(given).hasSize(1);
        Exchange exchange = given.get(0);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelCielo24JobId", A)
                .containsEntry("CamelCielo24ExternalId", "lecture-7")
                .containsEntry("CamelCielo24JobName", "Lecture 7")
                .containsEntry("CamelCielo24JobOutcome", "complete")
                .containsEntry("CamelCielo24CompletedDate", "2025-12-31T20:00:00.123456");
        assertThat(exchange.getMessage().getBody(JobInfo.class).mediaLengthSeconds())
                .isEqualTo(61.5);
    }

    @Test
    void givesOutJobsThatFailedOrAreOverdueOnceForEachOutcome() throws Exception {
        service.add(
                A,
                "JobStatus",
                "Media Failure",
                "CreationDate",
                "2025-12-20T08:00:00",
                "DueDate",
                "2025-12-21T08:00:00");
        service.add(B, "JobStatus", "In Process", "DueDate", "2025-12-31T11:59:59");
        service.add(C, "JobStatus", "Something New", "DueDate", "2025-12-31T12:00:01");
        route(ONE_POLL, exchange -> {});
        awaitGiven(2);
        assertThat(outcomes()).containsExactlyInAnyOrder(A + " mediaFailure", B + " overdue");

        service.complete(B, "2025-12-31T12:30:00");
        poll();
        poll();
        // the service has reported a later date than the due date of C, so it has passed in whatever zone
        assertThat(outcomes())
                .containsExactlyInAnyOrder(A + " mediaFailure", B + " overdue", B + " complete", C + " overdue");
    }

    @Test
    void givesOutAgainWhatFailed() throws Exception {
        service.complete(A, "2025-12-31T20:00:00");
        service.complete(B, "2025-12-31T21:00:00");
        route(ONE_POLL, exchange -> {
            if (given.size() == 1) {
                throw new IllegalStateException("first time");
            }
        });
        awaitGiven(2);
        poll();
        poll();
        assertThat(outcomes()).containsExactly(A + " complete", B + " complete", A + " complete");
    }

    /** The windows: where the lists begin. */
    @Test
    void listsFromTheNewestDateThatTheServiceReportedButNeverPastAJobThatFailed() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        service.complete(B, "2025-12-31T21:00:00.5");
        boolean[] failing = {true};
        route(ONE_POLL + "&lookBack=2d", exchange -> {
            if (failing[0]
                    && exchange.getMessage().getHeader("CamelCielo24JobId").equals(A)) {
                throw new IllegalStateException("not yet");
            }
        });
        awaitGiven(2);
        poll();
        failing[0] = false;
        poll();
        poll();
        poll();
        assertThat(service.lists("Complete"))
                .extracting(list -> list.get("CompleteDateFrom"))
                .containsExactly(
                        // the first poll: from 2d and a day ago
                        "2025-12-29T00:00:00",
                        "2025-12-30T00:00:00",
                        "2025-12-31T08:00:00",
                        "2025-12-31T08:00:00",
                        "2025-12-31T08:00:00",
                        "2025-12-31T19:00:00");
        assertThat(given).hasSize(4);

        // a day later: one that appeared late, with an early date
        service.complete(C, "2025-12-31T12:00:00");
        poll();
        assertThat(given).hasSize(4);
        clock.pass(Duration.ofDays(1));
        poll();
        assertThat(outcomes()).last().isEqualTo(C + " complete");
    }

    @Test
    void asksForAFewFieldsInOneListForEachOutcome() throws Exception {
        route(ONE_POLL + "&subAccount=bob", exchange -> {});
        await().until(() -> service.lists(null).size() == 1);
        assertThat(service.lists("Complete").get(0))
                .containsEntry("Username", "bob")
                .containsEntry("CompleteDateFrom", "2025-12-24T00:00:00");
        assertThat(service.lists("Media Failure").get(0))
                .containsEntry("Username", "bob")
                .containsEntry("CreationDateFrom", "2025-11-24T00:00:00");
        assertThat(service.lists(null).get(0))
                .containsEntry("Username", "bob")
                .containsEntry("DueDateFrom", "2025-12-24T00:00:00")
                .containsEntry("DueDateTo", "2025-12-31T12:00:00");
    }

    @Test
    void checksTheFieldsOfAServiceThatIgnoresFilters() throws Exception {
        service.complete(A, "2025-12-31T20:00:00");
        service.complete(B, "2025-01-01T00:00:00");
        service.add(C, "JobStatus", "In Process", "DueDate", "2026-02-01T00:00:00");
        service.add("no id", "JobStatus", "Complete");
        service.ignoreFilters();
        route(ONE_POLL, exchange -> {});
        awaitGiven(1);
        poll();
        assertThat(outcomes()).containsExactly(A + " complete");
    }

    @Test
    void isNotMisledByDatesThatAreMissingUnreadableOrInTheFuture() throws Exception {
        service.ignoreFilters();
        service.add(A, "JobStatus", "Complete");
        service.complete(B, "yesterday");
        service.complete(C, "2027-01-01T00:00:00");
        route(ONE_POLL, exchange -> {});
        awaitGiven(3);
        poll();
        assertThat(given).hasSize(3);
        assertThat(service.lists("Complete")).last().satisfies(list -> assertThat(list)
                .containsEntry("CompleteDateFrom", "2025-12-24T00:00:00")
                .doesNotContainKey("CompleteDateTo"));
    }

    @Test
    void aJobThatAlwaysFailsDoesNotKeepTheOthersWaiting() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        service.complete(B, "2025-12-31T11:00:00");
        service.complete(C, "2025-12-31T12:00:00");
        route(ONE_POLL + "&maxMessagesPerPoll=1&outcomes=complete", exchange -> {
            if (A.equals(exchange.getMessage().getHeader("CamelCielo24JobId"))) {
                throw new IllegalStateException("always");
            }
        });
        awaitGiven(1);
        poll();
        poll();
        poll();
        assertThat(outcomes()).containsExactly(A + " complete", B + " complete", C + " complete", A + " complete");
    }

    @Test
    void givesOutAgainWhatARouteRollsBackWithoutAnException() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        route(ONE_POLL + "&outcomes=complete", exchange -> exchange.setRollbackOnly(given.size() == 1));
        awaitGiven(1);
        poll(1);
        poll(1);
        assertThat(given).hasSize(2);
    }

    @Test
    void givesOutWhatWasListedBeforeAListBrokeOff() throws Exception {
        service.breakWith(peer -> {
            if (peer.head().contains("CompleteDateFrom=2025-12-24")) {
                peer.answer(200, "{\"ActiveJobs\": [{\"JobId\": \"" + A + "\", \"JobStatus\": \"Complete\"}]}");
            } else {
                peer.reset();
            }
        });
        route(ONE_POLL + "&outcomes=complete", exchange -> {});
        awaitGiven(1);
        poll(1);
        assertThat(given).hasSize(1);
    }

    @Test
    void jobsThatAlwaysFailTakeTurns() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        service.complete(B, "2025-12-31T11:00:00");
        service.complete(C, "2025-12-31T12:00:00");
        route(ONE_POLL + "&maxMessagesPerPoll=1&outcomes=complete", exchange -> {
            throw new IllegalStateException("always");
        });
        awaitGiven(1);
        for (int polls = 1; polls < 5; polls++) {
            poll();
        }
        assertThat(outcomes())
                .containsExactly(A + " complete", B + " complete", C + " complete", A + " complete", B + " complete");
    }

    @Test
    void aGreedyConsumerDoesNotPollAtOnceForWhatHasFailed() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        service.complete(B, "2025-12-31T11:00:00");
        route(ONE_POLL + "&greedy=true&maxMessagesPerPoll=1&outcomes=complete", exchange -> {
            throw new IllegalStateException("always");
        });
        awaitGiven(3);
        assertThat(outcomes()).containsExactly(A + " complete", B + " complete", A + " complete");
    }

    @Test
    void givesOutEachJobOnceAlsoInExchangesThatAreUsedAgain() throws Exception {
        camel.context().getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
        service.complete(A, "2025-12-31T10:00:00");
        service.complete(B, "2025-12-31T11:00:00");
        route(ONE_POLL + "&outcomes=complete", exchange -> {
            if (given.size() == 1) {
                throw new IllegalStateException("first time");
            }
        });
        awaitGiven(2);
        poll(1);
        service.complete(C, "2025-12-31T12:00:00");
        poll(1);
        assertThat(outcomes()).containsExactly(A + " complete", B + " complete", A + " complete", C + " complete");
    }

    /** The jobs of eight days need not be in memory at the same time. */
    @Test
    void looksBackInParts() throws Exception {
        service.complete(A, "2025-12-25T00:00:30");
        service.complete(B, "2025-12-29T00:00:00");
        service.complete(C, "2025-12-31T12:00:00");
        route(ONE_POLL + "&outcomes=complete&maxMessagesPerPoll=2", exchange -> {});
        awaitGiven(2);
        assertThat(service.lists("Complete"))
                .extracting(list -> list.get("CompleteDateFrom") + " " + list.get("CompleteDateTo"))
                .startsWith("2025-12-24T00:00:00 2025-12-25T00:01:00", "2025-12-25T00:00:00 2025-12-26T00:01:00")
                .endsWith("2025-12-28T00:00:00 2025-12-29T00:01:00");
        // goes on where it has stopped, in parts
        poll();
        assertThat(outcomes()).containsExactly(A + " complete", B + " complete", C + " complete");
        poll();
        assertThat(service.lists("Complete")).last().satisfies(list -> assertThat(list)
                .containsEntry("CompleteDateFrom", "2025-12-31T10:00:00")
                .doesNotContainKey("CompleteDateTo"));
        assertThat(given).hasSize(3);
    }

    @Test
    void takesTheOldestFirstAndNoMoreThanAskedFor() throws Exception {
        service.complete(C, "2025-12-31T10:00:00");
        service.complete(A, "2025-12-31T11:00:00");
        service.complete(B, "2025-12-31T12:00:00");
        route(ONE_POLL + "&maxMessagesPerPoll=2&outcomes=complete", exchange -> {});
        awaitGiven(2);
        assertThat(given.get(0).getProperty(Exchange.BATCH_INDEX)).isEqualTo(0);
        assertThat(given.get(1).getProperty(Exchange.BATCH_INDEX)).isEqualTo(1);
        assertThat(given.get(1).getProperty(Exchange.BATCH_SIZE)).isEqualTo(2);
        assertThat(given.get(1).getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true);
        poll();
        assertThat(outcomes()).containsExactly(C + " complete", A + " complete", B + " complete");
    }

    /** An exchange that goes on in another thread is not given out again meanwhile, nor lost if it then fails. */
    @Test
    void waitsForExchangesThatGoOnElsewhere() throws Exception {
        service.complete(A, "2025-12-31T20:00:00");
        CountDownLatch end = new CountDownLatch(1);
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("cielo24:completedJobs" + ONE_POLL + "&outcomes=complete")
                        .threads(1)
                        .process(given::add)
                        .process(exchange -> {
                            if (given.size() == 1) {
                                end.await();
                                throw new IllegalStateException("failed late");
                            }
                        });
            }
        });
        awaitGiven(1);
        poll(1);
        poll(1);
        assertThat(given).hasSize(1);
        end.countDown();
        await().untilAsserted(() -> {
            poll(1);
            assertThat(given).hasSize(2);
        });
        poll(1);
        assertThat(given).hasSize(2);
    }

    private void route(String options, Processor processor) throws Exception {
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("cielo24:completedJobs" + options)
                        .routeId("completed")
                        .process(exchange -> given.add(exchange.copy()))
                        .process(processor);
            }
        });
    }

    /** Wakes the consumer and waits until it has polled. */
    private void poll() {
        poll(service.lists(null).isEmpty() ? 1 : 3);
    }

    private void poll(int lists) {
        int before = service.requests();
        camel.add("cielo24:completedJobs", null, Map.of());
        await().until(() -> service.requests() >= before + lists);
        // the next poll begins after the batch of this one
        CompletedJobsConsumer consumer =
                (CompletedJobsConsumer) camel.context().getRoutes().get(0).getConsumer();
        await().until(() -> !consumer.isPolling());
    }

    private void awaitGiven(int jobs) {
        await().untilAsserted(() -> assertThat(outcomes()).hasSize(jobs));
        CompletedJobsConsumer consumer =
                (CompletedJobsConsumer) camel.context().getRoutes().get(0).getConsumer();
        await().until(() -> !consumer.isPolling());
    }

    private List<String> outcomes() {
        return given.stream()
                .map(exchange -> exchange.getMessage().getHeader("CamelCielo24JobId") + " "
                        + exchange.getMessage().getHeader("CamelCielo24JobOutcome"))
                .toList();
    }
}
