package com.cielo24.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every request on its way ten times a second, so that no peer can hold a thread for ever.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration ROUND = Duration.ofMillis(100);

    private final Set<Transmission> underWay = ConcurrentHashMap.newKeySet();
    private final Executor lookouts;
    private final ScheduledFuture<?> rounds;
    private volatile boolean closed;

    /**
     * @param scheduler runs the rounds
     * @param lookouts  runs what may have to wait, so that the rounds never do
     */
    Watchdog(ScheduledExecutorService scheduler, Executor lookouts) {
        this.lookouts = lookouts;
        rounds = scheduler.scheduleWithFixedDelay(
                this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        underWay.forEach(transmission -> {
            try {
                transmission.check(lookouts, ROUND);
            } catch (RuntimeException e) {
                // an exception here would end the rounds, and with them every timeout
                LOG.warn("Could not look after a request to cielo24", e);
            }
        });
    }

    void watch(Transmission transmission) {
        underWay.add(transmission);
        if (closed) {
            transmission.stop();
        }
    }

    void forget(Transmission transmission) {
        underWay.remove(transmission);
        transmission.end();
    }

    /** Ends its rounds, and every request that is under way. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(Transmission::stop);
        rounds.cancel(false);
    }
}
