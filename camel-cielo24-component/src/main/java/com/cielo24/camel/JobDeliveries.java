package com.cielo24.camel;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.spi.IdempotentRepository;

/**
 * Which jobs were given out to the route, each once for an outcome. A job counts as handled when its exchange is done, so
 * that one that a crash has interrupted is given out again: no repository of Camel's knows a job that is being handled
 * from one that was. Thread-safe.
 */
final class JobDeliveries {

    private final IdempotentRepository handled;
    private final IdempotentRepository claimed;
    private final Set<String> claimedHere = ConcurrentHashMap.newKeySet();
    private final AtomicLong failures = new AtomicLong();
    /** By key, the number of the last failure. */
    private final Map<String, Long> failedHere = new ConcurrentHashMap<>();

    /**
     * @param handled the jobs that need not be given out any more
     * @param claimed those that are being handled, by any of several machines; {@code null} for one machine
     */
    JobDeliveries(IdempotentRepository handled, IdempotentRepository claimed) {
        this.handled = handled;
        this.claimed = claimed;
    }

    boolean isHandled(String key) {
        return handled.contains(key);
    }

    boolean isClaimedHere(String key) {
        return claimedHere.contains(key);
    }

    /**
     * @return whether the caller must handle the job; {@code false} if it is being handled, or was handled
     */
    boolean claim(String key) {
        if (!claimedHere.add(key)) {
            return false;
        }
        boolean mine = false;
        try {
            if (claimed == null || claimed.add(key)) {
                // only now: another machine may just have handled it
                mine = !handled.contains(key);
                if (!mine) {
                    release(key);
                }
            }
            return mine;
        } finally {
            if (!mine) {
                claimedHere.remove(key);
            }
        }
    }

    /** Whether an exchange of the job has failed, and none has been done since. */
    boolean hasFailed(String key) {
        return failedHere.containsKey(key);
    }

    /** 0 if {@link #hasFailed} is {@code false}; otherwise higher than that of all jobs that have failed before. */
    long lastFailure(String key) {
        return failedHere.getOrDefault(key, 0L);
    }

    /** The exchange of the job is done. */
    void handled(String key) {
        try {
            handled.add(key);
            handled.confirm(key);
            failedHere.remove(key);
        } finally {
            release(key);
        }
    }

    /** The exchange of the job has failed: a later poll gives the job out again. */
    void failed(String key) {
        failedHere.put(key, failures.incrementAndGet());
        release(key);
    }

    private void release(String key) {
        try {
            if (claimed != null) {
                claimed.remove(key);
            }
        } finally {
            claimedHere.remove(key);
        }
    }
}
