package com.cielo24.camel.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
 * The figures of a component as Micrometer's meters. The only class that knows Micrometer, which need not be there.
 */
public final class TrafficMeters implements TrafficListener, AutoCloseable {

    private static final double[] PERCENTILES = {0.5, 0.95, 0.99};

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    /** What calls are told apart by: the registry is asked once for each kind. */
    private record Kind(String operation, CallMode mode, OutcomeType outcome) {}

    /**
     * Meters in the registry that is bound in Camel's.
     *
     * @return the meters, or {@code null} if there is no one registry
     */
    public static TrafficMeters in(Registry beans, Traffic traffic, Sessions sessions, String... tags) {
        MeterRegistry registry = beans.findSingleByType(MeterRegistry.class);
        return registry == null ? null : new TrafficMeters(registry, traffic, sessions, tags);
    }

    /**
     * @param tags       of all meters, by which components are told apart: keys and values in turn
     */
    private TrafficMeters(MeterRegistry registry, Traffic traffic, Sessions sessions, String... tags) {
        this.registry = registry;
        this.tags = Tags.of(tags);
        meters.add(Gauge.builder("cielo24.uploads", traffic, of -> of.uploads().size())
                .description("Uploads under way")
                .tags(this.tags)
                .register(registry));
        meters.add(FunctionCounter.builder("cielo24.sent", traffic, Traffic::bytesSent)
                .description("Bytes of uploads handed to the network")
                .baseUnit("bytes")
                .tags(this.tags)
                .register(registry));
        for (OutcomeType type : OutcomeType.values()) {
            meters.add(FunctionCounter.builder("cielo24.outcomes", traffic, of -> of.ended(type))
                    .description("Calls of the service by how they ended")
                    .tags(this.tags.and("outcome", type.shown()))
                    .register(registry));
        }
        count("cielo24.session.logins", "Logins", "ok", sessions, Sessions::getLogins);
        count("cielo24.session.logins", "Logins", "failed", sessions, Sessions::getFailedLogins);
        meters.add(TimeGauge.builder("cielo24.session.age", sessions, TimeUnit.SECONDS, of -> of.age()
                        .map(Duration::toSeconds)
                        .map(Long::doubleValue)
                        .orElse(Double.NaN))
                .strongReference(true)
                .description("Age of the oldest session")
                .tags(this.tags)
                .register(registry));
    }

    private void count(String name, String description, String result, Sessions of, ToDoubleFunction<Sessions> what) {
        meters.add(FunctionCounter.builder(name, of, what)
                .description(description)
                .tags(tags.and("result", result))
                .register(registry));
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        timers.computeIfAbsent(new Kind(outcome.operation(), outcome.mode(), outcome.type()), this::timer)
                .record(outcome.took());
    }

    private Timer timer(Kind kind) {
        return Timer.builder("cielo24.calls")
                .description("How long calls of the service take")
                .publishPercentiles(PERCENTILES)
                .tags(tags.and(
                        "operation",
                        kind.operation(),
                        "mode",
                        kind.mode().name(),
                        "outcome",
                        kind.outcome().shown()))
                .register(registry);
    }

    /** Takes the meters out of the registry. */
    @Override
    public void close() {
        meters.forEach(registry::remove);
        timers.values().forEach(registry::remove);
    }
}
