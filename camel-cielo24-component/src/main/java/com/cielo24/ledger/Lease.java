package com.cielo24.ledger;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Judges whether the owner of a claim lives: whether its beat goes on changing, as seen by the clock of this process
 * that nobody can set. The clocks of two machines are never compared. Used by one thread.
 */
final class Lease {

    private static final int MOST = 100_000;

    private final Duration length;
    private final LongSupplier nanoTime;
    private final Map<String, Observation> observations = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Observation> eldest) {
            return size() > MOST;
        }
    };

    /** The claim is a part of it, as an owner without claims does not beat. */
    private record Observation(ClaimNumber claim, long beat, long since) {}

    Lease(Duration length, LongSupplier nanoTime) {
        this.length = length;
        this.nanoTime = nanoTime;
    }

    /** To be called before the beat is read: time that passes in between must not count. */
    long now() {
        return nanoTime.getAsLong();
    }

    /**
     * @param  now before the beat was read
     * @return     how long the beat must stay the same until the owner counts as dead; zero or less if it does
     */
    Duration left(String job, ClaimNumber claim, long beat, long now) {
        Observation last = observations.get(job);
        if (last == null || !last.claim().equals(claim) || last.beat() != beat) {
            // a later reading than the beat's own, so that the lease is never too short
            observations.put(job, new Observation(claim, beat, nanoTime.getAsLong()));
            return length;
        }
        return length.minusNanos(now - last.since());
    }

    /** The job is no longer claimed by who was observed. */
    void forget(String job) {
        observations.remove(job);
    }
}
