package com.cielo24.camel;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.MessageHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one route is paused, and the calls that wait until it continues. During a pause one call of the route is tried
 * at a time, so that a consumer with many threads, or a thread pool behind it, sends no more than that.
 */
final class RoutePause implements Service, ShutdownPrepared {

    private static final Logger LOG = LoggerFactory.getLogger(OutageRoutePolicy.class);
    private static final String PROPERTY = RoutePause.class.getName();
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final OutageRoutePolicy policy;
    private final Route route;
    private final PausableConsumer consumer;
    private final PausedRoutes pausedRoutes;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The calls that wait, first come, first served. */
    private final Deque<Object> waiting = new ArrayDeque<>();

    private int failures;
    /** {@code null} unless the route is paused. */
    private Outage outage;

    private boolean trying;
    private long nextTry;
    private volatile boolean running = true;

    private Future<?> rounds;

    private record Outage(Instant since, long start, String reason) {}

    /** One attempt of a call. */
    @FunctionalInterface
    interface Attempt {
        void send(Exchange exchange) throws Cielo24Exception;
    }

    RoutePause(OutageRoutePolicy policy, Route route) {
        this.policy = policy;
        this.route = route;
        this.consumer = new PausableConsumer(route);
        this.pausedRoutes = PausedRoutes.in(route.getCamelContext());
    }

    /**
     * From now on the calls of the exchange and of its copies wait during a pause. A route that is called by another
     * one has no consumer that could be paused: the policy of the first route applies.
     */
    void applyTo(Exchange exchange) {
        if (exchange.getProperty(PROPERTY) == null || route.getId().equals(exchange.getFromRouteId())) {
            exchange.setProperty(PROPERTY, this);
        }
    }

    /**
     * Sends a call of an exchange once its route is not paused.
     *
     * @throws Cielo24Exception as the attempt; also if the route is stopped during a pause
     */
    static void send(Exchange exchange, Attempt attempt) throws Cielo24Exception {
        RoutePause pause = exchange.getProperty(PROPERTY, RoutePause.class);
        if (pause == null) {
            attempt.send(exchange);
        } else {
            pause.sendInTurn(exchange, attempt);
        }
    }

    private void sendInTurn(Exchange exchange, Attempt attempt) throws Cielo24Exception {
        FailedAttempts failures = new FailedAttempts();
        while (true) {
            boolean isTrial = awaitTurn(failures);
            try {
                attempt.send(exchange);
                succeeded(isTrial);
                return;
            } catch (Cielo24Exception e) {
                failed(e, isTrial);
                failures.add(e);
                boolean waits = isPaused() || isTrial && !isRunning();
                if (!waits || !e.isOutage() || isExhausted(failures) || OneTimeStream.isSpent(exchange)) {
                    throw e;
                }
            } catch (RuntimeException | Error e) {
                locked(() -> attempted(isTrial));
                throw e;
            }
            MessageHelper.resetStreamCache(exchange.getMessage());
        }
    }

    /**
     * @param  failures of the attempts before
     * @return          whether this is the one call to try; {@code false} if the route is not paused
     */
    private boolean awaitTurn(FailedAttempts failures) throws Cielo24Exception {
        Object turn = new Object();
        lock.lock();
        try {
            if (outage == null && (failures.isEmpty() || isRunning())) {
                return false;
            }
            waiting.add(turn);
            while (outage != null && isRunning()) {
                if (isDue() && waiting.peek() == turn) {
                    trying = true;
                    pausedRoutes.execute(this::adjust);
                    return true;
                }
                changed.await(policy.tick().toMillis(), TimeUnit.MILLISECONDS);
            }
            if (!isRunning()) {
                throw failures.stopped(toString(), null);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.stopped(toString(), e);
        } finally {
            waiting.remove(turn);
            lock.unlock();
        }
    }

    private boolean isDue() {
        return !trying && policy.nanoTime().getAsLong() - nextTry >= 0;
    }

    /** Whether the reason may be the call itself, so that others should be tried instead. */
    private boolean isExhausted(FailedAttempts failures) {
        return failures.suspicious() >= policy.getMaximumAttempts();
    }

    private void attempted(boolean isTrial) {
        if (isTrial) {
            trying = false;
        }
    }

    private void succeeded(boolean isTrial) {
        locked(() -> {
            attempted(isTrial);
            if (isTrial) {
                end("");
            } else if (outage == null) {
                failures = 0;
            }
        });
    }

    private void failed(Cielo24Exception failure, boolean isTrial) {
        locked(() -> {
            attempted(isTrial);
            if (failure.isOutage()) {
                failures++;
                postpone(failure, isTrial);
            } else if (failure instanceof Cielo24ServiceException
                    || failure instanceof Cielo24UnknownOutcomeException) {
                // the service is there, and answers
                succeeded(isTrial);
            } else if (isTrial && failure instanceof Cielo24TransportException) {
                // something may have been sent, which says nothing about the outage
                nextTry = later(policy.getInterval());
            }
        });
    }

    private void postpone(Cielo24Exception failure, boolean isTrial) {
        Duration wait = policy.getInterval();
        Duration retryAfter = failure.getRetryAfter();
        if (retryAfter != null && retryAfter.compareTo(wait) > 0) {
            wait = retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
        }
        if (outage == null) {
            if (failures >= policy.getFailureThreshold() && isRunning()) {
                nextTry = later(wait);
                begin(failure);
            }
        } else if (isTrial || retryAfter != null && later(wait) - nextTry > 0) {
            nextTry = later(wait);
        }
    }

    private long later(Duration wait) {
        return policy.nanoTime().getAsLong() + wait.toNanos();
    }

    private void begin(Cielo24Exception failure) {
        outage = new Outage(
                Instant.now().truncatedTo(ChronoUnit.SECONDS), policy.nanoTime().getAsLong(), failure.getReason());
        pausedRoutes.add(this);
        LOG.warn(
                "Route {} is paused after {} failures in a row; one call is tried every {} s. The last failure: {}",
                route.getId(),
                failures,
                seconds(policy.getInterval()),
                outage.reason());
        if (rounds == null) {
            rounds = pausedRoutes.everyTick(policy.tick(), this::adjust);
        }
    }

    private static String seconds(Duration interval) {
        return BigDecimal.valueOf(interval.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /**
     * @param why in the log, after the words "the route continues"
     */
    private void end(String why) {
        failures = 0;
        if (outage != null) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(policy.nanoTime().getAsLong() - outage.start());
            LOG.info("Route {} continues after a pause of {} s{}", route.getId(), seconds, why);
            forget();
            pausedRoutes.execute(this::adjust);
        }
    }

    private void forget() {
        outage = null;
        failures = 0;
        pausedRoutes.remove(this);
        changed.signalAll();
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
            locked(() -> end(", as it was resumed by hand"));
        }
        boolean run = isToRun();
        if (run && consumer.isPaused()) {
            consumer.resume(policy.getExceptionHandler());
        } else if (!run && !consumer.isPaused()) {
            consumer.pause(policy.getExceptionHandler());
        }
        locked(() -> {
            if (outage == null && !consumer.isPaused()) {
                endRounds();
            }
        });
    }

    /** While a call is tried or waits for its turn, the consumer need not fetch another one. */
    private boolean isToRun() {
        lock.lock();
        try {
            changed.signalAll();
            return outage == null || isDue() && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void endRounds() {
        if (rounds != null) {
            rounds.cancel(false);
            rounds = null;
        }
    }

    private boolean isRunning() {
        return running && !route.getCamelContext().isStopping() && !consumer.isStoppedByOthers();
    }

    /** Called when the route was started or resumed, by Camel or by a person. */
    synchronized void started() {
        locked(() -> {
            forget();
            consumer.reset();
            running = true;
        });
        // Camel then calls prepareShutdown before it waits for the exchanges of the route
        route.addService(this);
    }

    /** Called when the route was stopped or suspended, by Camel or by a person: it stays so. */
    synchronized void stopped() {
        locked(() -> {
            running = false;
            endRounds();
            forget();
        });
    }

    /** Calls that wait fail now, so that their consumers can take the exchanges back. */
    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (!running) {
            // Camel calls this again when the exchanges have ended
            return;
        }
        locked(() -> {
            running = false;
            changed.signalAll();
        });
        synchronized (this) {
            // also for a suspension: otherwise Camel stops the consumer after a timeout, and cannot resume it
            if (consumer.isToBeDrained()) {
                consumer.resume(policy.getExceptionHandler());
            }
        }
    }

    boolean isPaused() {
        lock.lock();
        try {
            return outage != null;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
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
        lock.lock();
        try {
            return outage == null
                    ? "route " + route.getId()
                    : "route " + route.getId() + " is paused since " + outage.since() + ": " + outage.reason();
        } finally {
            lock.unlock();
        }
    }
}
