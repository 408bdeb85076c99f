package com.cielo24.camel;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.cielo24.camel.traffic.Traffic;
import com.cielo24.camel.traffic.TrafficListener;
import com.cielo24.camel.traffic.TrafficLog;
import com.cielo24.camel.traffic.TrafficMeters;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The observers of a running component: log, event notifiers and meters, and its health check.
 */
final class TrafficWatch implements AutoCloseable, StartupListener {

    private static final String METER_REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

    private final Cielo24Component component;
    private final CamelContext context;
    private final Traffic traffic;
    private final TrafficListener log = new TrafficLog();
    private final TrafficListener events;
    private final ScheduledExecutorService rounds;
    private TrafficMeters meters;
    private Cielo24HealthCheck healthCheck;
    private boolean begun;
    private boolean closed;

    /** Meters and the health check are added once the context has started, when all beans are bound. */
    TrafficWatch(Cielo24Component component) throws Exception {
        this.component = component;
        this.context = component.getCamelContext();
        this.traffic = component.getTraffic();
        this.events = new UploadEvents(context);
        traffic.addListener(log);
        traffic.addListener(events);
        rounds = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(component, "Cielo24Progress");
        rounds.scheduleWithFixedDelay(traffic::sampleUploads, 1, 1, TimeUnit.SECONDS);
        context.addStartupListener(this);
    }

    @Override
    public synchronized void onCamelContextStarted(CamelContext started, boolean alreadyStarted) {
        if (closed || begun) {
            return;
        }
        begun = true;
        String name = name();
        if (context.getClassResolver().resolveClass(METER_REGISTRY) != null) {
            meters = TrafficMeters.in(
                    context.getRegistry(),
                    traffic,
                    component.sessions(),
                    component::getPausedRoutes,
                    "camelContext",
                    context.getName(),
                    "component",
                    name);
        }
        if (meters != null) {
            traffic.addListener(meters);
        }
        WritableHealthCheckRepository checks = checks();
        // Camel reports a registered but disabled check as unknown
        if (checks != null && component.isHealthCheckProducerEnabled()) {
            healthCheck = new Cielo24HealthCheck(component, name);
            healthCheck.setCamelContext(context);
            checks.addHealthCheck(healthCheck);
        }
    }

    /** A context may have several such components under different names. */
    private String name() {
        return context.getComponentNames().stream()
                .filter(name -> context.hasComponent(name) == component)
                .findFirst()
                .orElse("cielo24");
    }

    private WritableHealthCheckRepository checks() {
        return HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
    }

    @Override
    public synchronized void close() {
        closed = true;
        context.getExecutorServiceManager().shutdownNow(rounds);
        traffic.removeListener(log);
        traffic.removeListener(events);
        if (meters != null) {
            traffic.removeListener(meters);
            meters.close();
        }
        WritableHealthCheckRepository checks = checks();
        if (healthCheck != null && checks != null) {
            checks.removeHealthCheck(healthCheck);
        }
    }
}
