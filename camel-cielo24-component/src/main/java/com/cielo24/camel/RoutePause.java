package com.cielo24.camel;

import java.util.concurrent.Future;

import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;

/** The pauses of one route: while its calls wait, its consumer is suspended, unless others start or stop it. */
final class RoutePause implements Service, ShutdownPrepared {

    private static final String PROPERTY = RoutePause.class.getName();

    private final OutageRoutePolicy policy;
    private final Route route;
    private final RouteCalls calls;
    private final PausableConsumer consumer;
    private final PausedRoutes pausedRoutes;

    private volatile State state = State.RUNNING;
    private Future<?> rounds;

    private enum State {
        RUNNING,
        /** Being stopped or suspended; exchanges of a queue in memory may still begin. */
        DRAINING,
        STOPPED
    }

    RoutePause(OutageRoutePolicy policy, Route route) {
        this.policy = policy;
        this.route = route;
        this.consumer = new PausableConsumer(route);
        this.pausedRoutes = PausedRoutes.in(route.getCamelContext());
        this.calls = new RouteCalls(policy, route.getId(), this::isRunning, () -> pausedRoutes.execute(this::adjust));
    }

    /**
     * From now on the calls of the exchange and of its copies wait during a pause. A route that is called by another
     * one has no consumer that could be paused: the policy of the first route applies.
     */
    void applyTo(Exchange exchange) {
        if (state == State.STOPPED && consumer.isStarted()) {
            // Camel starts the consumer before it notifies the policy
            runs();
        }
        if (exchange.getProperty(PROPERTY) == null || route.getId().equals(exchange.getFromRouteId())) {
            exchange.setProperty(PROPERTY, this);
        }
    }

    /**
     * Sends a call of an exchange, once its route is not paused, until there is no outage.
     *
     * @throws Cielo24Exception as the attempt; also if the route is stopped during an outage
     */
    static void send(Exchange exchange, RouteCalls.Attempt attempt) throws Cielo24Exception {
        RoutePause pause = exchange.getProperty(PROPERTY, RoutePause.class);
        if (pause == null) {
            attempt.send(exchange);
        } else {
            pause.calls.send(exchange, attempt);
        }
    }

    boolean isPaused() {
        return calls.isPaused();
    }

    /**
     * Suspends or resumes the consumer. Only called by the timer: the thread of an exchange would wait for a lock that
     * Camel may hold while it stops the consumer and waits for that exchange.
     */
    private synchronized void adjust() {
        if (!isRunning()) {
            return;
        }
        if (consumer.isResumedByOthers()) {
            consumer.reset();
            calls.resumedByHand();
        }
        boolean run = calls.needsExchanges();
        if (run && consumer.isPaused()) {
            consumer.resume(policy.getExceptionHandler());
        } else if (!run && !consumer.isPaused()) {
            consumer.pause(policy.getExceptionHandler());
        }
        if (calls.isPaused() || consumer.isPaused()) {
            beginRounds();
        } else {
            endRounds();
        }
    }

    private void beginRounds() {
        if (rounds == null) {
            rounds = pausedRoutes.everyTick(policy.tick(), this::adjust);
        }
    }

    private void endRounds() {
        if (rounds != null) {
            rounds.cancel(false);
            rounds = null;
        }
    }

    private boolean isRunning() {
        return state == State.RUNNING && !route.getCamelContext().isStopping() && !consumer.isStoppedByOthers();
    }

    /** Called when the route was started or resumed, by Camel or by a person. */
    synchronized void started() {
        runs();
        pausedRoutes.add(this);
        // Camel then calls prepareShutdown before it waits for the exchanges of the route
        route.addService(this);
    }

    private synchronized void runs() {
        if (state != State.RUNNING) {
            calls.reset();
            consumer.reset();
            state = State.RUNNING;
        }
    }

    /** Called when the route was stopped or suspended, by Camel or by a person: it stays so. */
    synchronized void stopped() {
        state = State.STOPPED;
        endRounds();
        pausedRoutes.remove(this);
        calls.reset();
    }

    /** Calls that wait fail now, so that their consumers can take the exchanges back. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (state != State.RUNNING) {
            // Camel calls this again when the exchanges have ended
            return;
        }
        state = State.DRAINING;
        calls.wakeUp();
        synchronized (this) {
            // also for a suspension: otherwise Camel stops the consumer after a timeout, and cannot resume it
            if (consumer.isToBeDrained()) {
                consumer.resume(policy.getExceptionHandler());
            }
        }
    }

    @Override
    public void start() {
        // as a service it is only notified of the shutdown
    }

    @Override
    public void stop() {
        // see prepareShutdown
    }

    /** For monitoring. */
    @Override
    public String toString() {
        return calls.toString();
    }
}
