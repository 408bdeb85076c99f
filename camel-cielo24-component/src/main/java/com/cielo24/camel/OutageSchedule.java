package com.cielo24.camel;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides from the outcomes of the calls of a route whether it is paused, and when the next call may be sent. Not
 * thread-safe.
 */
final class OutageSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(OutageRoutePolicy.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 30;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final OutageRoutePolicy policy;
    private final String routeId;

    private int failures;
    /** {@code null} unless the route is paused. */
    private Outage outage;

    private boolean trying;
    private long nextTry;

    private record Outage(Instant since, long start, String reason) {}

    OutageSchedule(OutageRoutePolicy policy, String routeId) {
        this.policy = policy;
        this.routeId = routeId;
    }

    boolean isPaused() {
        return outage != null;
    }

    /** Whether one call may be tried now during the pause. */
    boolean isDue() {
        return !trying && isReached(nextTry);
    }

    void trialBegins() {
        trying = true;
    }

    void trialEnds() {
        trying = false;
    }

    boolean isReached(long time) {
        return now() - time >= 0;
    }

    /** When a call is sent again unless the route is paused: its delay is doubled with each failure. */
    long nextAttempt(FailedAttempts attempts) {
        if (attempts.isEmpty()) {
            return now();
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempts.count() - 1, DOUBLINGS));
        return later(atLeastRetryAfter(shorter(delay, policy.getInterval()), attempts.last()));
    }

    /**
     * A call has ended.
     *
     * @param failure  or {@code null}
     * @param isTrial  whether it was the one call that is tried during a pause
     * @param mayPause whether the route runs, so that a pause may begin
     */
    void callEnds(Cielo24Exception failure, boolean isTrial, boolean mayPause) {
        if (isTrial) {
            trialEnds();
        }
        if (failure == null || isAnswer(failure)) {
            serviceWorks(isTrial);
        } else if (failure.isOutage()) {
            serviceIsAway(failure, isTrial, mayPause);
        } else if (isTrial && failure instanceof Cielo24TransportException) {
            // something may have been sent, which says nothing about the outage
            nextTry = later(policy.getInterval());
        }
    }

    private static boolean isAnswer(Cielo24Exception failure) {
        return !failure.isOutage()
                && (failure instanceof Cielo24ServiceException || failure instanceof Cielo24UnknownOutcomeException);
    }

    private void serviceWorks(boolean isTrial) {
        if (isTrial) {
            end("");
        } else if (outage == null) {
            failures = 0;
        }
    }

    private void serviceIsAway(Cielo24Exception failure, boolean isTrial, boolean mayPause) {
        failures++;
        Duration wait = atLeastRetryAfter(policy.getInterval(), failure);
        long next = later(wait);
        if (outage == null) {
            // the service may ask all to wait for long
            boolean isLong = wait.compareTo(policy.getInterval()) > 0;
            if (mayPause && (isLong || failures >= policy.getFailureThreshold())) {
                nextTry = next;
                begin(failure);
            }
        } else if (isTrial || failure.getRetryAfter() != null && next - nextTry > 0) {
            nextTry = next;
        }
    }

    private void begin(Cielo24Exception failure) {
        outage = new Outage(Instant.now().truncatedTo(ChronoUnit.SECONDS), now(), failure.getReason());
        LOG.warn(
                "Route {} is paused after {} failures in a row; one call is tried every {} s. The last failure: {}",
                routeId,
                failures,
                seconds(policy.getInterval()),
                outage.reason());
    }

    private static String seconds(Duration interval) {
        return BigDecimal.valueOf(interval.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    /**
     * @param why in the log, after the words "the route continues"
     */
    void end(String why) {
        if (outage != null) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(now() - outage.start());
            LOG.info("Route {} continues after a pause of {} s{}", routeId, seconds, why);
        }
        reset();
    }

    /** Without a word: others have decided that the route runs, or that it does not. */
    void reset() {
        outage = null;
        failures = 0;
    }

    private static Duration atLeastRetryAfter(Duration delay, Cielo24Exception failure) {
        if (failure.getRetryAfter() == null) {
            return delay;
        }
        Duration retryAfter = shorter(failure.getRetryAfter(), LONGEST_RETRY_AFTER);
        return retryAfter.compareTo(delay) > 0 ? retryAfter : delay;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private long later(Duration delay) {
        return now() + delay.toNanos();
    }

    private long now() {
        return policy.nanoTime().getAsLong();
    }

    @Override
    public String toString() {
        return "route " + routeId
                + (outage == null ? "" : " is paused since " + outage.since() + ": " + outage.reason());
    }
}
