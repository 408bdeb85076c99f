package com.cielo24.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.StatefulService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes with an {@link OutageRoutePolicy} whose clock stands until it is moved, and a service that can be away. */
abstract class Outage {

    static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final AtomicLong time = new AtomicLong();
    final SteppedClock clock = new SteppedClock();
    final OutageRoutePolicy policy = newPolicy();
    final DefaultCamelContext context = new DefaultCamelContext();
    final Cielo24Component component = new Cielo24Component();
    Cielo24Simulator service;

    @BeforeEach
    void connect() throws Exception {
        service = Cielo24Simulator.builder().anyJob().start();
        component.getConfiguration().setBaseUrl(service.baseUrl().toString());
        component.getConfiguration().setApiToken(service.apiToken());
        component.setClock((Clock) clock);
        context.addComponent("cielo24", component);
        context.getRegistry().bind("outage", policy);
    }

    @AfterEach
    void disconnect() {
        context.stop();
        service.close();
    }

    final OutageRoutePolicy newPolicy() {
        return new OutageRoutePolicy(time::get, Duration.ofMillis(10));
    }

    final void pass(Duration more) {
        clock.pass(more);
        time.addAndGet(more.toNanos());
    }

    final void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    /** A route with the policy; the rest is up to the test. */
    final RouteBuilder route(String id, String uri, Consumer<RouteDefinition> steps) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from(uri).routeId(id).routePolicy(policy));
            }
        };
    }

    final RouteBuilder inbox(String options) {
        return inbox(options, route -> route.to("cielo24:addMedia"));
    }

    /** Files that are named by their jobs. */
    final RouteBuilder inbox(String options, Consumer<RouteDefinition> steps) {
        return route("inbox", "file:" + inbox() + "?initialDelay=0&delay=10" + options, route -> {
            route.setHeader(Cielo24Constants.JOB_ID).simple("${file:onlyname.noext}");
            steps.accept(route);
        });
    }

    /** A queue in memory, each message for a new job. */
    final RouteBuilder queue(String name, Consumer<RouteDefinition> steps) {
        return route(name, "seda:" + name + "?pollTimeout=20", route -> {
            route.setHeader(Cielo24Constants.JOB_ID).method(Cielo24Simulator.class, "newJobId");
            steps.accept(route);
        });
    }

    final Path inbox() {
        return folder.resolve("inbox");
    }

    /** Files that are named by their jobs. */
    final List<String> write(int files) {
        return IntStream.range(0, files)
                .mapToObj(i -> write(Cielo24Simulator.newJobId()))
                .toList();
    }

    final String write(String job) {
        try {
            Files.createDirectories(inbox());
            Files.write(inbox().resolve(job + ".mp4"), new byte[100]);
            return job;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long files(Path directory) {
        if (!Files.exists(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void breakService() {
        service.faults().always(Fault.status(503));
    }

    final void awaitPause(String route) {
        passUntil(() -> isPaused(route));
        await().until(() -> consumer(route).getStatus().isSuspended());
    }

    /** In steps that are shorter than those of the tests, so that a call that waits is repeated. */
    final void passUntil(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            if (condition.call()) {
                return true;
            }
            pass(Duration.ofMillis(500));
            return false;
        });
    }

    final boolean isPaused(String route) {
        return policy.getPausedRoutes().stream().anyMatch(line -> line.startsWith("route " + route + " is paused"));
    }

    final StatefulService consumer(String route) {
        return (StatefulService) context.getRoute(route).getConsumer();
    }

    /** Requests that there still are after a while. Polls of the test's routes take 10 ms. */
    final void assertRequests(long requests) {
        await().until(() -> service.requestCount() >= requests);
        await().during(Duration.ofMillis(200)).until(() -> service.requestCount() >= requests);
        assertThat(service.requestCount()).isEqualTo(requests);
    }

    /** Five minutes of an outage that has begun: one request in each. */
    final void spendFiveMinutes() {
        await().during(Duration.ofMillis(300)).until(() -> true);
        long requests = service.requestCount();
        for (int minute = 1; minute <= 5; minute++) {
            pass(MINUTE.minusSeconds(1));
            assertRequests(requests + minute - 1);
            pass(Duration.ofSeconds(1));
            assertRequests(requests + minute);
        }
    }
}
