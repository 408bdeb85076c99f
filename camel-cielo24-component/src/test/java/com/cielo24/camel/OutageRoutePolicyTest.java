package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.TrafficListener;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What pauses a route, what does not, and what ends the pause. */
@WithJmx
class OutageRoutePolicyTest extends Outage {

    private static final Fault ACCOUNT_REFUSED =
            new Fault.Status(400, Map.of(), "{\"ErrorType\":\"LOGIN_INVALID\",\"ErrorComment\":\"wrong\"}");
    private static final Fault REFUSED = new Fault.Status(400, Map.of(), "{\"ErrorType\":\"ITEM_NOT_FOUND\"}");

    /** A single failure is neither seen by the error handler nor does it pause the route. */
    @Test
    void repeatsACallBeforeThePause() throws Exception {
        service.faults().next(Fault.status(503), 2);
        String job = write(1).get(0);
        start(inbox("&moveFailed=../failed"));
        assertRequests(1);
        pass(Duration.ofMillis(999));
        assertRequests(1);
        pass(Duration.ofMillis(1));
        assertRequests(2);
        pass(Duration.ofMillis(1999));
        assertRequests(2);
        pass(Duration.ofMillis(1));
        await().until(() -> service.media(job).isPresent());
        assertThat(files(folder.resolve("failed"))).isZero();
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    @Test
    void repeatsACallBeforeThePauseAtLeastAsOftenAsDuringIt() throws Exception {
        policy.setFailureThreshold(10);
        policy.setInterval(Duration.ofSeconds(2));
        breakService();
        write(1);
        start(inbox(""));
        assertRequests(1);
        pass(Duration.ofSeconds(1));
        assertRequests(2);
        pass(Duration.ofSeconds(2));
        assertRequests(3);
        pass(Duration.ofSeconds(2));
        assertRequests(4);
    }

    @Test
    void honoursRetryAfterBeforeThePause() throws Exception {
        service.faults().next(Fault.status(503, 30));
        String job = write(1).get(0);
        start(inbox(""));
        assertRequests(1);
        pass(Duration.ofSeconds(29));
        assertRequests(1);
        pass(Duration.ofSeconds(1));
        await().until(() -> service.media(job).isPresent());
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    @Test
    void isInTheDevConsole() throws Exception {
        DevConsole console = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("cielo24");
        breakService();
        write(1);
        start(inbox(""));
        awaitPause("inbox");

        JsonObject json = (JsonObject) console.call(DevConsole.MediaType.JSON, Map.of());
        assertThat(policy.getPausedRoutes()).hasSize(1);
        assertThat(json.get("pausedRoutes")).isEqualTo(policy.getPausedRoutes());
        assertThat((String) console.call(DevConsole.MediaType.TEXT, Map.of())).contains(policy.getPausedRoutes());
    }

    /** A call that waits for its next attempt does not hold up the others. */
    @Test
    void countsTheFailuresOfConcurrentCalls() throws Exception {
        breakService();
        write(5);
        start(inbox("", route -> route.threads(3, 3).to("cielo24:addMedia")));
        await().until(() -> isPaused("inbox"));
        assertRequests(3);
    }

    @Test
    void countsFailuresThatTheRouteHandles() throws Exception {
        policy.setMaximumAttempts(1);
        breakService();
        write(5);
        start(inbox("", route -> {
            route.onException(Cielo24Exception.class).handled(true).to("mock:failed");
            route.to("cielo24:addMedia");
        }));
        awaitPause("inbox");
        assertRequests(3);
    }

    @Test
    void countsFailuresOfRoutesBehindTheOneThatIsPaused() throws Exception {
        breakService();
        List<String> jobs = write(5);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:upload").to("direct:upload");
                from("direct:upload").to("cielo24:addMedia");
            }
        });
        start(inbox("", route -> route.to("seda:upload?waitForTaskToComplete=Always&timeout=0")));
        awaitPause("inbox");
        pass(MINUTE);
        assertRequests(4);
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> service.media().size() == jobs.size());
    }

    /** The attempts of Camel's redelivery count as calls, and wait like others. */
    @Test
    void holdsUpRedeliveries() throws Exception {
        policy.setMaximumAttempts(1);
        breakService();
        String job = write(1).get(0);
        start(inbox("&moveFailed=../failed", route -> {
            route.onException(Cielo24Exception.class).maximumRedeliveries(5).redeliveryDelay(1);
            route.to("cielo24:addMedia");
        }));
        awaitPause("inbox");
        assertRequests(3);
        pass(MINUTE);
        assertRequests(4);
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> service.media(job).isPresent());
        assertThat(files(folder.resolve("failed"))).isZero();
    }

    @Test
    void triesOneCallAMinuteOfAnExchangeThatHasMany() throws Exception {
        breakService();
        start(queue("list", route -> route.split()
                .body()
                .parallelProcessing()
                .to("cielo24:addMedia?createJob=true&allowDuplicate=true")));
        send(
                "seda:list",
                IntStream.range(0, 20)
                        .mapToObj(i -> "https://media.example.com/" + i + ".mp4")
                        .collect(Collectors.toList()));
        awaitPause("list");
        await().during(Duration.ofMillis(300)).until(() -> true);
        long requests = service.requestCount();
        pass(MINUTE);
        assertRequests(requests + 1);
        pass(MINUTE);
        assertRequests(requests + 2);
    }

    /** Nobody is to send anything before, so one failure is enough. */
    @Test
    void pausesAtOnceForALongerRetryAfter() throws Exception {
        service.faults().always(Fault.status(503, 300));
        write(5);
        start(inbox(""));
        awaitPause("inbox");
        pass(Duration.ofSeconds(299));
        assertRequests(1);
        pass(Duration.ofSeconds(1));
        assertRequests(2);
    }

    /** Somebody may write nonsense into it. */
    @Test
    void waitsNoLongerThanAnHour() throws Exception {
        service.faults().always(Fault.status(503, 1_000_000));
        write(5);
        start(inbox(""));
        awaitPause("inbox");
        pass(Duration.ofMinutes(59));
        assertRequests(1);
        pass(MINUTE);
        assertRequests(2);
    }

    @Test
    void pausesWhileTheLoginIsRefused() throws Exception {
        policy.setFailureThreshold(1);
        component.getConfiguration().setApiToken(null);
        component.getConfiguration().setUsername(Cielo24Simulator.DEMO_ACCOUNT.username());
        component.getConfiguration().setSecurekey(Cielo24Simulator.DEMO_ACCOUNT.securekey());
        service.faults().forCall("/api/account/login", ACCOUNT_REFUSED, 2);
        List<String> jobs = write(10);
        start(inbox(""));
        awaitPause("inbox");
        pass(MINUTE);
        await().until(() -> service.requests("/api/account/login").size() == 2);
        assertThat(service.requestCount()).isZero();
        pass(MINUTE.multipliedBy(2));
        await().until(() -> service.media().size() == jobs.size());
    }

    @Test
    void pausesWhileTheTokenIsRefused() throws Exception {
        service.faults().always(new Fault.Status(400, Map.of(), "{\"ErrorType\":\"BAD_API_TOKEN\"}"));
        write(10);
        start(inbox("&moveFailed=../failed"));
        awaitPause("inbox");
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> service.media().size() == 10);
        assertThat(files(folder.resolve("failed"))).isZero();
    }

    @Test
    void isNotPausedByFilesThatChangeWhileTheyAreSent() throws Exception {
        start(queue("files", route -> {
            route.onException(Cielo24TransportException.class).to("mock:failed");
            route.to("cielo24:addMedia?mode=upload");
        }));
        component.getTraffic().addListener(new TrafficListener() {
            @Override
            public void started(Call upload) {
                try {
                    Files.write(
                            upload.exchange().getMessage().getBody(Path.class), new byte[1], StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        for (int i = 1; i <= 4; i++) {
            send("seda:files", Files.write(folder.resolve(i + ".mp4"), new byte[1_000]));
            int failures = i;
            await().until(() -> failed.getReceivedCounter() == failures);
        }
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    @Test
    void pausesWhileTheServiceCannotBeReached() throws Exception {
        int port = service.port();
        service.close();
        List<String> jobs = write(10);
        start(inbox(""));
        awaitPause("inbox");
        pass(MINUTE.multipliedBy(100));
        await().during(Duration.ofMillis(300)).until(() -> isPaused("inbox"));
        service = Cielo24Simulator.builder().anyJob().port(port).start();
        pass(MINUTE);
        await().until(() -> service.media().size() == jobs.size());
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    @Test
    void pausesWhileTheDiskCannotBeWrittenTo() throws Exception {
        Path spool = folder.resolve("spool");
        Files.createFile(spool);
        component.getConfiguration().setSpoolDirectory(spool.toString());
        start(queue("streams", route -> {
            route.streamCache("false");
            route.to("cielo24:addMedia");
        }));
        for (int i = 0; i < 5; i++) {
            send("seda:streams", new ByteArrayInputStream(new byte[10]));
        }
        awaitPause("streams");
        Files.delete(spool);
        pass(MINUTE);
        await().until(() -> service.media().size() == 5);
    }

    @Test
    void isNotPausedByRefusals() throws Exception {
        service.faults().always(REFUSED);
        write(10);
        start(inbox("&moveFailed=../failed"));
        await().until(() -> files(folder.resolve("failed")) == 10);
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    @Test
    void isNotPausedByMediaThatCannotBeRead() throws Exception {
        start(queue("streams", route -> {
            route.onException(Cielo24TransportException.class).to("mock:failed");
            route.streamCache("false");
            route.setHeader(Cielo24Constants.CONTENT_LENGTH).constant(10);
            route.to("cielo24:addMedia");
        }));
        for (int i = 0; i < 5; i++) {
            send("seda:streams", new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the disk has a bad sector");
                }
            });
        }
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        await().until(() -> failed.getReceivedCounter() == 5);
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    @Test
    void isNotPausedByFailuresWithSuccessesBetween() throws Exception {
        start(inbox(""));
        for (int i = 0; i < 3; i++) {
            service.faults().next(Fault.status(503), 2);
            int added = i + 1;
            write(1);
            passUntil(() -> service.media().size() == added);
        }
        assertThat(service.requestCount()).isEqualTo(9);
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    /** A second attempt could only fail for another reason, which is not retryable. */
    @Test
    void doesNotRepeatAStreamThatCanBeReadOnlyOnce() throws Exception {
        breakService();
        start(queue("streams", route -> {
            route.onException(Cielo24Exception.class).to("mock:failed");
            route.streamCache("false");
            route.setHeader(Cielo24Constants.CONTENT_LENGTH).constant(10);
            route.to("cielo24:addMedia");
        }));
        for (int i = 0; i < 4; i++) {
            send("seda:streams", new ByteArrayInputStream(new byte[10]));
        }
        MockEndpoint failed = context.getEndpoint("mock:failed", MockEndpoint.class);
        await().until(() -> failed.getReceivedCounter() == 3);
        awaitPause("streams");
        pass(MINUTE);
        await().until(() -> failed.getReceivedCounter() == 4);
        assertThat(failed.getExchanges())
                .allMatch(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Cielo24Exception.class)
                        .isRetryable());
        assertRequests(4);
    }

    /** Before the pause as well: its media may be the reason. */
    @Test
    void givesUpOneExchangeBeforeThePause() throws Exception {
        policy.setMaximumAttempts(2);
        breakService();
        write(1);
        start(inbox("&moveFailed=../failed"));
        passUntil(() -> files(folder.resolve("failed")) == 1);
        assertRequests(2);
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    /** Its media may be the reason, and other media would be accepted. */
    @Test
    void givesUpOneExchangeAfterAWhile() throws Exception {
        policy.setMaximumAttempts(3);
        String bad = "0".repeat(32);
        service.faults().forJob(bad, Fault.status(500), 1000);
        write(bad);
        start(inbox("&moveFailed=../failed"));
        passUntil(() -> files(folder.resolve("failed")) == 1);
        assertRequests(3);
        String good = write(1).get(0);
        pass(MINUTE);
        await().until(() -> service.media(good).isPresent());
    }

    @Test
    void logsTheBeginningAndTheEndOfAPauseOnce() throws Exception {
        try (WholeLog log = new WholeLog()) {
            breakService();
            write(5);
            start(inbox(""));
            awaitPause("inbox");
            pass(MINUTE);
            assertRequests(4);
            service.faults().clear();
            pass(MINUTE);
            await().until(() -> service.media().size() == 5);
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith(OutageRoutePolicy.class.getName()))
                    .containsExactly(
                            OutageRoutePolicy.class.getName()
                                    + " Route inbox is paused after 3 failures in a row; one call is tried every 60 s."
                                    + " The last failure: everything was sent, but the service answered HTTP 503",
                            OutageRoutePolicy.class.getName() + " Route inbox continues after a pause of 120 s");
        }
    }

    @Test
    void logsAnIntervalOfLessThanASecond() throws Exception {
        policy.setInterval(Duration.ofMillis(500));
        try (WholeLog log = new WholeLog()) {
            breakService();
            write(3);
            start(inbox(""));
            awaitPause("inbox");
            assertThat(log.lines()).anyMatch(line -> line.contains("one call is tried every 0.5 s"));
        }
    }

    @Test
    void isSeenByHealthChecksMetersAndJmx() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        context.getRegistry().bind("meters", meters);
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        breakService();
        write(5);
        start(inbox(""));
        awaitPause("inbox");
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(ready().getMessage().orElseThrow()).startsWith("route inbox is paused since");
        assertThat(meters.get("cielo24.routes.paused").gauge().value()).isOne();
        assertThat((List<?>) JmxTest.attribute(
                        context, "org.apache.camel:type=services,*", "OutageRoutePolicy", "PausedRoutes"))
                .hasSize(1);
        assertThat(JmxTest.component(context, "PausedRoutes")).isEqualTo(1);
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> policy.getPausedRoutes().isEmpty());
        assertThat(ready().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(meters.get("cielo24.routes.paused").gauge().value()).isZero();
    }

    private HealthCheck.Result ready() {
        return HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getCheck().getId().equals("producer:cielo24"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void pausesOneOfTwoRoutesWithOnePolicy() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String route : List.of("bad", "good")) {
                    from("seda:" + route + "?pollTimeout=20")
                            .routeId(route)
                            .routePolicy(policy)
                            .setHeader(Cielo24Constants.JOB_ID, constant(route.equals("bad") ? JOB : "1".repeat(32)))
                            .to("cielo24:addMedia");
                }
            }
        });
        service.faults().forJob(JOB, Fault.status(503), 1000);
        for (int i = 0; i < 5; i++) {
            send("seda:bad", new byte[1]);
        }
        awaitPause("bad");
        send("seda:good", new byte[1]);
        await().until(() -> service.media("1".repeat(32)).isPresent());
        assertThat(policy.getPausedRoutes()).hasSize(1);
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> policy.setFailureThreshold(0))
                .hasMessage("failureThreshold must be 1 or more, but is 0");
        assertThatThrownBy(() -> policy.setMaximumAttempts(0))
                .hasMessage("maximumAttempts must be 1 or more, but is 0");
        assertThatThrownBy(() -> policy.setInterval(Duration.ZERO))
                .hasMessage("interval must be more than 0, but is PT0S");
    }

    private void send(String uri, Object body) throws Exception {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            template.sendBody(uri, body);
        }
    }
}
