package com.cielo24.camel;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.TestDatabase;
import com.cielo24.ledger.Watched;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A pause in which one exchange differs from the others: what becomes of it, and of them. */
class OutageOfOneExchangeTest extends Outage {

    private static final Fault TOKEN_REFUSED = new Fault.Status(400, Map.of(), "{\"ErrorType\":\"BAD_API_TOKEN\"}");
    private static final String BAD = "0".repeat(32);

    static Stream<Fault> poison() {
        return Stream.of(new Fault.DropDuringBody(2000), Fault.status(429), Fault.status(500));
    }

    /** It stays in the inbox, so it comes again before the others once. */
    @ParameterizedTest
    @MethodSource("poison")
    void isNotPausedForeverByOneFile(Fault fault) throws Exception {
        policy.setMaximumAttempts(3);
        service.faults().forJob(BAD, fault, 1000);
        write(BAD);
        Files.write(inbox().resolve(BAD + ".mp4"), new byte[9_000_000]);
        start(inbox("&sortBy=file:name"));
        awaitPause("inbox");
        String good = write(1).get(0);
        int minutes = 0;
        while (service.media(good).isEmpty()) {
            assertThat(minutes++).isLessThanOrEqualTo(2 * policy.getMaximumAttempts());
            long requests = service.requestCount();
            pass(MINUTE);
            await().until(() -> service.requestCount() > requests);
            await().during(Duration.ofMillis(200)).until(() -> true);
        }
        assertThat(files(inbox())).isOne();
    }

    @Test
    void keepsExchangesWhileTheTokenIsRefused() throws Exception {
        policy.setMaximumAttempts(2);
        service.faults().always(TOKEN_REFUSED);
        write(5);
        start(inbox("&moveFailed=../failed"));
        awaitPause("inbox");
        for (int minute = 1; minute <= 5; minute++) {
            pass(MINUTE);
            assertRequests(3 + minute);
        }
        assertThat(files(folder.resolve("failed"))).isZero();
    }

    @Test
    void keepsExchangesWhileTheServiceCannotBeReached() throws Exception {
        policy.setMaximumAttempts(2);
        try (Socket reserved = new Socket()) {
            reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            component
                    .getConfiguration()
                    .setBaseUrl("http://%s:%d"
                            .formatted(reserved.getLocalAddress().getHostAddress(), reserved.getLocalPort()));
            write(5);
            start(inbox("&moveFailed=../failed"));
            awaitPause("inbox");
            for (int minute = 1; minute <= 5; minute++) {
                pass(MINUTE);
                await().during(Duration.ofMillis(200)).until(() -> true);
            }
            assertThat(files(folder.resolve("failed"))).isZero();
        }
    }

    @Test
    void failsAsRetryableIfTheRouteIsStopped() throws Exception {
        service.faults().always(TOKEN_REFUSED);
        MockEndpoint failed = startQueue();
        sendJobs(1);
        awaitPause("queue");
        context.getRouteController().stopRoute("queue");
        Cielo24Exception failure = failure(failed);
        assertThat(failure).isInstanceOf(Cielo24TransportException.class).hasMessageContaining("not sent again");
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(Cielo24ServiceException.class);
    }

    @Test
    void keepsAnUnknownOutcomeIfTheRouteIsStopped() throws Exception {
        breakService();
        MockEndpoint failed = startQueue();
        sendJobs(1);
        awaitPause("queue");
        service.faults().always(TOKEN_REFUSED);
        pass(MINUTE);
        assertRequests(4);
        context.getRouteController().stopRoute("queue");
        assertThat(failure(failed)).isInstanceOf(Cielo24UnknownOutcomeException.class);
    }

    @Test
    void triesTheNextOneAtOnceIfAJobIsBusy() throws Exception {
        policy.setMaximumAttempts(1);
        String busy = service.newJob();
        String good = service.newJob();
        Watched database = new Watched();
        var connections = TestDatabase.SQLITE.create(folder);
        try (JdbcMediaLedger ledger = new JdbcMediaLedger(database.of(TestDatabase.connect(connections)));
                JdbcMediaLedger other = new JdbcMediaLedger(new Watched().of(TestDatabase.connect(connections)))) {
            other.claim(busy, "key");
            context.getRegistry().bind("ledger", ledger);
            breakService();
            MockEndpoint failed = startQueue();
            sendJobs(3);
            awaitPause("queue");
            await().until(() -> failed.getReceivedCounter() == 3);
            service.faults().clear();
            send(busy);
            send(good);
            pass(MINUTE);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> service.media(good).isPresent());
            assertThat(failed.getReceivedCounter()).isEqualTo(4);
        }
    }

    @Test
    void pausesTheRouteRatherThanItsSubRoute() throws Exception {
        breakService();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:recordings?pollTimeout=20")
                        .routeId("queue")
                        .routePolicy(policy)
                        .to("direct:upload");
                from("direct:upload").routeId("upload").routePolicy(policy).to("cielo24:addMedia");
            }
        });
        sendJobs(3);
        passUntil(() -> policy.getPausedRoutes().size() == 1);
        assertThat(isPaused("queue")).isTrue();
    }

    /** It has a consumer of its own, which goes on when the first route is stopped. */
    @Test
    void pausesTheRouteBehindAQueue() throws Exception {
        breakService();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:recordings?pollTimeout=20")
                        .routeId("first")
                        .routePolicy(policy)
                        .to("seda:upload?pollTimeout=20");
                from("seda:upload?pollTimeout=20")
                        .routeId("second")
                        .routePolicy(policy)
                        .to("cielo24:addMedia");
            }
        });
        sendJobs(3);
        passUntil(() -> policy.getPausedRoutes().size() == 1);
        assertThat(isPaused("second")).isTrue();
    }

    private MockEndpoint startQueue() throws Exception {
        start(route("queue", "seda:recordings?pollTimeout=20", route -> {
            route.onException(Exception.class).to("mock:failed");
            route.to("cielo24:addMedia");
        }));
        return context.getEndpoint("mock:failed", MockEndpoint.class);
    }

    private static Cielo24Exception failure(MockEndpoint failed) {
        await().until(() -> failed.getReceivedCounter() == 1);
        return failed.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Cielo24Exception.class);
    }

    private void sendJobs(int jobs) {
        List<String> ids =
                Stream.generate(Cielo24Simulator::newJobId).limit(jobs).toList();
        ids.forEach(this::send);
    }

    private void send(String job) {
        context.createProducerTemplate()
                .sendBodyAndHeaders(
                        "seda:recordings",
                        new byte[10],
                        Map.of(Cielo24Constants.JOB_ID, job, Cielo24Constants.MEDIA_KEY, job));
    }
}
