package com.cielo24.camel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Exchange;
import org.apache.camel.support.MessageHelper;

/**
 * The calls of one route. A call that fails because of an outage is repeated, and during a pause one call is tried at a
 * time, so that a consumer with many threads, or a thread pool behind it, sends no more than that. The others wait.
 */
final class RouteCalls {

    private final OutageRoutePolicy policy;
    private final OutageSchedule schedule;
    private final BooleanSupplier running;
    private final Runnable adjustment;

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The calls that wait, first come, first served. */
    private final Deque<Turn> waiting = new ArrayDeque<>();

    /** One attempt of a call. */
    @FunctionalInterface
    interface Attempt {
        void send(Exchange exchange) throws Cielo24Exception;
    }

    /**
     * @param running    whether the route runs, so that calls may wait
     * @param adjustment starts or stops fetching exchanges after a change; it must return at once
     */
    RouteCalls(OutageRoutePolicy policy, String routeId, BooleanSupplier running, Runnable adjustment) {
        this.policy = policy;
        this.schedule = new OutageSchedule(policy, routeId);
        this.running = running;
        this.adjustment = adjustment;
    }

    void send(Exchange exchange, Attempt attempt) throws Cielo24Exception {
        FailedAttempts failures = new FailedAttempts();
        while (true) {
            boolean isTrial = awaitTurn(failures);
            try {
                attempt.send(exchange);
                ended(null, isTrial);
                return;
            } catch (Cielo24Exception e) {
                ended(e, isTrial);
                failures.add(e);
                if (!e.isOutage() || isExhausted(failures) || OneTimeStream.isSpent(exchange)) {
                    throw e;
                }
            } catch (RuntimeException | Error e) {
                if (isTrial) {
                    locked(schedule::trialEnds);
                }
                throw e;
            }
            MessageHelper.resetStreamCache(exchange.getMessage());
        }
    }

    /** Whether the reason may be the call itself, so that others should be tried instead. */
    private boolean isExhausted(FailedAttempts failures) {
        return failures.suspicious() >= policy.getMaximumAttempts();
    }

    /**
     * @param  failures of the attempts before
     * @return          whether this is the one call to try; {@code false} if the route is not paused
     */
    private boolean awaitTurn(FailedAttempts failures) throws Cielo24Exception {
        lock.lock();
        try {
            if (failures.isEmpty() && !schedule.isPaused()) {
                return false;
            }
            if (!await(new Turn(schedule.nextAttempt(failures)))) {
                throw failures.stopped(schedule.toString(), null);
            }
            if (schedule.isPaused()) {
                schedule.trialBegins();
                adjustment.run();
            }
            return schedule.isPaused();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failures.stopped(schedule.toString(), e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * @return {@code false} if the route is stopped before the turn has come
     */
    private boolean await(Turn turn) throws InterruptedException {
        waiting.add(turn);
        try {
            while (running.getAsBoolean()) {
                if (turn.hasCome()) {
                    return true;
                }
                changed.await(policy.tick().toMillis(), TimeUnit.MILLISECONDS);
            }
            return false;
        } finally {
            waiting.remove(turn);
        }
    }

    /** A call that waits: for the next attempt of its own, or during a pause for those before it. */
    private final class Turn {

        private final long next;
        private boolean waitsForEndOfPause;

        Turn(long next) {
            this.next = next;
        }

        boolean hasCome() {
            if (!schedule.isPaused()) {
                return waitsForEndOfPause || schedule.isReached(next);
            }
            waitsForEndOfPause = true;
            return schedule.isDue() && waiting.peek() == this;
        }
    }

    private void ended(Cielo24Exception failure, boolean isTrial) {
        locked(() -> {
            boolean wasPaused = schedule.isPaused();
            schedule.callEnds(failure, isTrial, running.getAsBoolean());
            if (schedule.isPaused() != wasPaused) {
                adjustment.run();
            }
        });
    }

    boolean isPaused() {
        lock.lock();
        try {
            return schedule.isPaused();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the route needs exchanges: during a pause only one to try, if none waits for that. */
    boolean needsExchanges() {
        lock.lock();
        try {
            return !schedule.isPaused() || schedule.isDue() && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The pause ends, as a person has resumed the route. */
    void resumedByHand() {
        locked(() -> schedule.end(", as it was resumed by hand"));
    }

    /** The route was started or stopped. */
    void reset() {
        locked(schedule::reset);
    }

    /** Lets calls that wait find out that the route does not run any more. */
    void wakeUp() {
        locked(() -> {});
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** For monitoring. */
    @Override
    public String toString() {
        lock.lock();
        try {
            return schedule.toString();
        } finally {
            lock.unlock();
        }
    }
}
