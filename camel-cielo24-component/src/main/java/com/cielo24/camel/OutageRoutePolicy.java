package com.cielo24.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Pauses a route during an outage: while the service, the login, the disk or the database of its {@code cielo24}
 * endpoints is not available. A call that fails because of an outage is repeated, in the way of Camel's redelivery: after
 * a second, and then after twice as long each time, up to the {@linkplain #setInterval interval}. After some failures in
 * a row the route pauses, and from then on one call is tried at a time, by default once a minute. When one succeeds, the
 * route continues.
 * <p>
 * Exchanges that reach a {@code cielo24} endpoint during the pause wait there. So no exchange fails because of an outage,
 * no redelivery counter grows, and no message ends in a dead letter queue or among the failed files. The consumer is
 * suspended during the pause, unless it would then reject messages, as {@code jms} does.
 * <p>
 * {@link com.cielo24.client.Cielo24Exception#isOutage()} decides which failures are outages. Several routes may share one
 * policy; each is paused on its own. Options must be set before the first route is created.
 */
@ManagedResource(description = "Pauses routes during an outage")
public class OutageRoutePolicy extends RoutePolicySupport implements CamelContextAware {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Map<String, RoutePause> pauses = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final Duration tick;
    private CamelContext context;
    private int failureThreshold = 3;
    private Duration interval = Duration.ofMinutes(1);
    private int maximumAttempts = 60;

    /** Pauses after three failures in a row, and then tries one call a minute. */
    public OutageRoutePolicy() {
        this(System::nanoTime, TICK);
    }

    /**
     * @param nanoTime a monotonic clock
     * @param tick     how often the clock is read during a pause
     */
    OutageRoutePolicy(LongSupplier nanoTime, Duration tick) {
        this.nanoTime = nanoTime;
        this.tick = tick;
    }

    @Override
    public void onInit(Route route) {
        super.onInit(route);
        pauses.put(route.getId(), new RoutePause(this, route));
    }

    @Override
    public void onStart(Route route) {
        pauses.get(route.getId()).started();
    }

    @Override
    public void onResume(Route route) {
        pauses.get(route.getId()).started();
    }

    @Override
    public void onSuspend(Route route) {
        pauses.get(route.getId()).stopped();
    }

    @Override
    public void onStop(Route route) {
        pauses.get(route.getId()).stopped();
    }

    @Override
    public void onRemove(Route route) {
        RoutePause pause = pauses.remove(route.getId());
        if (pause != null) {
            pause.stopped();
        }
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        RoutePause pause = pauses.get(route.getId());
        if (pause != null) {
            pause.applyTo(exchange);
        }
    }

    int knownRoutes() {
        return pauses.size();
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    Duration tick() {
        return tick;
    }

    /**
     * The routes that are paused now.
     *
     * @return one line for each: id, time, reason
     */
    @ManagedAttribute(description = "The routes that are paused now: id, time and reason of each")
    public List<String> getPausedRoutes() {
        return pauses.values().stream()
                .filter(RoutePause::isPaused)
                .map(RoutePause::toString)
                .sorted()
                .toList();
    }

    @ManagedAttribute(description = "After how many failures in a row a route is paused")
    public int getFailureThreshold() {
        return failureThreshold;
    }

    /**
     * @param  failureThreshold         after how many failed calls in a row, of whichever exchanges, a route is paused;
     *                                  1 or more, 3 by default
     * @throws IllegalArgumentException if it is less than 1
     */
    public void setFailureThreshold(int failureThreshold) {
        this.failureThreshold = atLeastOne("failureThreshold", failureThreshold);
    }

    public Duration getInterval() {
        return interval;
    }

    /**
     * @param  interval                 between two calls during a pause, one minute by default; also the longest between
     *                                  two attempts of a call before the pause. A longer {@code Retry-After} of the
     *                                  service takes precedence, up to an hour, and pauses the route at once
     * @throws IllegalArgumentException if it is not positive
     */
    public void setInterval(Duration interval) {
        if (interval == null || interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("interval must be more than 0, but is " + interval);
        }
        this.interval = interval;
    }

    @ManagedAttribute(description = "Seconds between two calls during a pause")
    public long getIntervalSeconds() {
        return interval.toSeconds();
    }

    @ManagedAttribute(description = "How often a call that may be the reason of the pause is tried")
    public int getMaximumAttempts() {
        return maximumAttempts;
    }

    /**
     * @param  maximumAttempts          how often the call of one exchange is tried unless the failure is a
     *                                  {@linkplain com.cielo24.client.Cielo24Exception#isCertainOutage() certain outage};
     *                                  then the exchange fails. Its own media may be the reason, and must not pause the
     *                                  route for more than this many intervals. 1 or more, 60 by default
     * @throws IllegalArgumentException if it is less than 1
     */
    public void setMaximumAttempts(int maximumAttempts) {
        this.maximumAttempts = atLeastOne("maximumAttempts", maximumAttempts);
    }

    private static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be 1 or more, but is " + value);
        }
        return value;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
