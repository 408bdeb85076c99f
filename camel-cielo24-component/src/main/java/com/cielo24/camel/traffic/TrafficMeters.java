package com.cielo24.camel.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import com.cielo24.client.Sessions;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import org.apache.camel.spi.Registry;

/**
 * The statistics of a component as Micrometer meters. The only class that uses Micrometer, which is optional.
 */
public final class TrafficMeters implements TrafficListener, AutoCloseable {

    private static final double[] PERCENTILES = {0.5, 0.95, 0.99};

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /** The tags of a timer. The registry is called once for each. */
    private record Kind(String operation, CallMode mode, OutcomeType outcome) {}

    /**
     * Registers meters in the Micrometer registry that is bound in Camel's registry.
     *
     * @param  pausedRoutes the number of routes of the context that are paused
     * @return the meters, or {@code null} if there is not exactly one Micrometer registry
     */
    public static TrafficMeters in(
            Registry beans, Traffic traffic, Sessions sessions, Supplier<Number> pausedRoutes, String... tags) {
        MeterRegistry registry = beans.findSingleByType(MeterRegistry.class);
        return registry == null ? null : new TrafficMeters(registry, traffic, sessions, pausedRoutes, tags);
    }

    /**
     * @param tags that identify the component, for all meters: keys and values in turn
     */
    private TrafficMeters(
            MeterRegistry registry, Traffic traffic, Sessions sessions, Supplier<Number> pausedRoutes, String... tags) {
        this.registry = registry;
        this.tags = Tags.of(tags);
        meters.add(Gauge.builder("cielo24.uploads", traffic, of -> of.uploads().size())
                .description("Uploads in progress")
                .tags(this.tags)
                .register(registry));
        meters.add(Gauge.builder("cielo24.routes.paused", pausedRoutes)
                .description("Routes of the context that are paused because of an outage")
                .tags(this.tags)
                .register(registry));
        meters.add(FunctionCounter.builder("cielo24.sent", traffic, Traffic::bytesSent)
                .description("Bytes of uploads passed to the network")
                .baseUnit("bytes")
                .tags(this.tags)
                .register(registry));
        for (OutcomeType type : OutcomeType.values()) {
            meters.add(FunctionCounter.builder("cielo24.outcomes", traffic, of -> of.count(type))
                    .description("Calls of the service by outcome")
                    .tags(this.tags.and("outcome", type.label()))
                    .register(registry));
        }
        addCounter("cielo24.session.logins", "Logins", "ok", sessions, Sessions::getLogins);
        addCounter("cielo24.session.logins", "Logins", "failed", sessions, Sessions::getFailedLogins);
        meters.add(TimeGauge.builder("cielo24.session.age", sessions, TimeUnit.SECONDS, of -> of.age()
                        .map(Duration::toSeconds)
                        .map(Long::doubleValue)
                        .orElse(Double.NaN))
                .strongReference(true)
                .description("Age of the oldest session")
                .tags(this.tags)
                .register(registry));
    }

    private void addCounter(
            String name, String description, String result, Sessions sessions, ToDoubleFunction<Sessions> value) {
        meters.add(FunctionCounter.builder(name, sessions, value)
                .description(description)
                .tags(tags.and("result", result))
                .register(registry));
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        timers.computeIfAbsent(new Kind(outcome.operation(), outcome.mode(), outcome.type()), this::timer)
                .record(outcome.duration());
    }

    private Timer timer(Kind kind) {
        return Timer.builder("cielo24.calls")
                .description("Duration of calls of the service")
                .publishPercentiles(PERCENTILES)
                .tags(tags.and(
                        "operation",
                        kind.operation(),
                        "mode",
                        kind.mode().name(),
                        "outcome",
                        kind.outcome().label()))
                .register(registry);
    }

    /** Removes the meters from the registry. */
    @Override
    public void close() {
        meters.forEach(registry::remove);
        timers.values().forEach(registry::remove);
    }
}
