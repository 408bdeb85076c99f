package com.cielo24.camel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

/** A route that is paused when somebody starts or stops it, or Camel does. */
class OutageLifecycleTest extends Outage {

    /** Because something else failed to start before. */
    @Test
    void stopsWithAContextThatDidNotStart() {
        PausedRoutes service = PausedRoutes.in(context);

        assertThatNoException().isThrownBy(service::stop);
    }

    @Test
    void stopsWithTheContextWithoutDelay() throws Exception {
        breakService();
        write(10);
        start(inbox(""));
        awaitPause("inbox");
        long begun = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(files(inbox())).isEqualTo(10);
        assertThat(service.requestCount()).isEqualTo(3);
    }

    /** A call that waits for its next attempt fails. */
    @Test
    void stopsWithoutDelayBeforeThePause() throws Exception {
        breakService();
        write(1);
        start(inbox("&moveFailed=../failed"));
        assertRequests(1);
        long begun = System.nanoTime();
        context.getRouteController().stopRoute("inbox");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(files(folder.resolve("failed"))).isOne();
        assertThat(service.requestCount()).isOne();
    }

    /** Calls that wait in a thread pool end as well. */
    @Test
    void stopsAThreadPoolWithoutDelay() throws Exception {
        breakService();
        write(40);
        start(inbox("", route -> route.threads(8, 8).to("cielo24:addMedia")));
        awaitPause("inbox");
        await().during(Duration.ofMillis(300)).until(() -> true);
        long requests = service.requestCount();
        long begun = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(files(inbox())).isEqualTo(40);
        assertThat(service.requestCount()).isEqualTo(requests);
    }

    /** Camel empties a queue in memory before it stops: the error handler gets what could not be sent. */
    @Test
    void failsWhatIsLeftInAQueueInMemoryAndSendsNothing() throws Exception {
        breakService();
        pauseAQueueInMemory();
        long requests = service.requestCount();
        long begun = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        assertThat(files(folder.resolve("left"))).isEqualTo(20);
        assertThat(service.requestCount()).isEqualTo(requests);
    }

    /** With 20 messages; what fails is left in a folder. */
    private void pauseAQueueInMemory() throws Exception {
        start(route("queue", "seda:recordings?concurrentConsumers=4&pollTimeout=20", route -> route.errorHandler(
                        new DeadLetterChannelBuilder("file:" + folder.resolve("left")).useOriginalMessage())
                .setHeader(Cielo24Constants.JOB_ID)
                .method(Cielo24Simulator.class, "newJobId")
                .to("cielo24:addMedia")));
        for (int i = 0; i < 20; i++) {
            context.createProducerTemplate().sendBody("seda:recordings", new byte[1]);
        }
        awaitPause("queue");
        await().during(Duration.ofMillis(300)).until(() -> true);
    }

    /** Camel empties it before it suspends the route, too, and would otherwise stop the consumer after a timeout. */
    @Test
    void failsWhatIsLeftInAQueueInMemoryIfTheRouteIsSuspended() throws Exception {
        breakService();
        pauseAQueueInMemory();
        context.getRouteController().suspendRoute("queue", 30, TimeUnit.SECONDS);
        assertThat(files(folder.resolve("left"))).isEqualTo(20);
        service.faults().clear();
        context.getRouteController().resumeRoute("queue");
        context.createProducerTemplate().sendBody("seda:recordings", new byte[1]);
        await().until(() -> service.media().size() == 1);
    }

    @Test
    void staysStoppedIfItIsStoppedByHand() throws Exception {
        breakService();
        write(10);
        start(inbox(""));
        awaitPause("inbox");
        context.getRouteController().stopRoute("inbox");
        assertThat(policy.getPausedRoutes()).isEmpty();
        service.faults().clear();
        pass(MINUTE);
        assertRequests(3);
        assertThat(context.getRouteController().getRouteStatus("inbox")).isEqualTo(ServiceStatus.Stopped);
        context.getRouteController().startRoute("inbox");
        await().until(() -> service.media().size() == 10);
    }

    @Test
    void pausesAgainAfterItWasStartedByHand() throws Exception {
        breakService();
        write(10);
        start(inbox(""));
        awaitPause("inbox");
        context.getRouteController().stopRoute("inbox");
        context.getRouteController().startRoute("inbox");
        awaitPause("inbox");
        assertRequests(6);
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> service.media().size() == 10);
    }

    /** Camel starts the consumer first, and may take a while to notify the policy. */
    @Test
    void countsFailuresWhileTheRouteIsBeingStarted() throws Exception {
        breakService();
        write(1);
        startSlowly("", () -> service.requestCount() == 2);
        awaitPause("inbox");
        assertRequests(3);
    }

    @Test
    void repeatsCallsWhileTheRouteIsBeingStartedAgain() throws Exception {
        startSlowly("&moveFailed=../failed", () -> files(inbox()) == 0 || service.requestCount() == 2);
        context.getRouteController().stopRoute("inbox");
        breakService();
        String job = write(1).get(0);
        context.getRouteController().startRoute("inbox");
        assertThat(files(folder.resolve("failed"))).isZero();
        service.faults().clear();
        passUntil(() -> service.media(job).isPresent());
    }

    /** A route whose policy is not notified of its start before something has happened. */
    private void startSlowly(String options, Callable<Boolean> happened) throws Exception {
        RoutePolicySupport slow = new RoutePolicySupport() {
            @Override
            public void onStart(Route route) {
                passUntil(happened);
            }
        };
        start(inbox(options, route -> {
            route.getRoutePolicies().add(0, slow);
            route.to("cielo24:addMedia");
        }));
    }

    @Test
    void staysSuspendedIfItIsSuspendedByHand() throws Exception {
        breakService();
        write(10);
        start(inbox(""));
        awaitPause("inbox");
        context.getRouteController().suspendRoute("inbox");
        service.faults().clear();
        pass(MINUTE);
        assertRequests(3);
        assertThat(context.getRouteController().getRouteStatus("inbox")).isEqualTo(ServiceStatus.Suspended);
        context.getRouteController().resumeRoute("inbox");
        await().until(() -> service.media().size() == 10);
    }

    @Test
    void pausesAgainAfterTheContextWasSuspended() throws Exception {
        breakService();
        write(10);
        start(inbox(""));
        awaitPause("inbox");
        context.suspend();
        pass(MINUTE);
        assertRequests(3);
        context.resume();
        awaitPause("inbox");
        assertRequests(6);
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> service.media().size() == 10);
    }

    /** Camel does not notify the policy of this. */
    @Test
    void continuesIfItsConsumerIsResumedByHand() throws Exception {
        breakService();
        write(10);
        start(inbox(""));
        awaitPause("inbox");
        service.faults().clear();
        context.getRouteController().startRoute("inbox");
        await().until(() -> service.media().size() == 10);
        assertThat(policy.getPausedRoutes()).isEmpty();
    }

    @Test
    void startsLaterIfItIsNotStartedAutomatically() throws Exception {
        write(10);
        start(inbox("", route -> route.autoStartup(false).to("cielo24:addMedia")));
        assertThat(context.getRouteController().getRouteStatus("inbox")).isEqualTo(ServiceStatus.Stopped);
        breakService();
        context.getRouteController().startRoute("inbox");
        awaitPause("inbox");
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> service.media().size() == 10);
    }

    /** The controller restarts routes that could not be started; a paused one is started. */
    @Test
    void isLeftAloneByASupervisingController() throws Exception {
        context.getRouteController().supervising().setInitialDelay(1);
        context.getRouteController().supervising().setBackOffDelay(10);
        breakService();
        write(10);
        start(inbox(""));
        await().until(() -> context.getRouteController().getRouteStatus("inbox").isStarted());
        awaitPause("inbox");
        spendFiveMinutes();
        assertThat(context.getRouteController().getRouteStatus("inbox")).isEqualTo(ServiceStatus.Started);
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> service.media().size() == 10);
    }

    @Test
    void leavesNothingBehindWhenARouteIsRemoved() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                routeTemplate("of")
                        .templateParameter("customer")
                        .from("seda:{{customer}}?pollTimeout=20")
                        .routePolicy(policy)
                        .setHeader(Cielo24Constants.JOB_ID, method(Cielo24Simulator.class, "newJobId"))
                        .to("cielo24:addMedia");
            }
        });
        breakService();
        List<String> customers = List.of("ann", "bob", "cid");
        for (String customer : customers) {
            TemplatedRouteBuilder.builder(context, "of")
                    .routeId(customer)
                    .parameter("customer", customer)
                    .add();
            for (int i = 0; i < 4; i++) {
                context.createProducerTemplate().sendBody("seda:" + customer, new byte[1]);
            }
            awaitPause(customer);
        }
        assertThat(threads()).isOne();
        for (String customer : customers) {
            context.getRouteController().stopRoute(customer);
            assertThat(context.removeRoute(customer)).isTrue();
        }
        assertThat(policy.getPausedRoutes()).isEmpty();
        assertThat(policy.knownRoutes()).isZero();
        assertThat(component.getPausedRoutes()).isZero();
        context.stop();
        await().until(() -> threads() == 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Cielo24Outage"))
                .count();
    }
}
