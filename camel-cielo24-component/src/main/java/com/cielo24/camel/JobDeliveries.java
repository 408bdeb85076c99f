package com.cielo24.camel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.spi.IdempotentRepository;

/**
 * Which jobs were given out to the route, each once for an outcome. The repository knows those that were handled; those
 * that are being handled are known here. So a job that a crash interrupted is given out again. Thread-safe.
 */
final class JobDeliveries {

    private final IdempotentRepository handled;
    private final boolean eager;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    /**
     * @param eager whether the repository gets a key before the job is handled, for several machines that share it
     */
    JobDeliveries(IdempotentRepository handled, boolean eager) {
        this.handled = handled;
        this.eager = eager;
    }

    /** Whether the job must be given out, or is being handled here. */
    boolean isOpen(String key) {
        return isInProgress(key) || !handled.contains(key);
    }

    boolean isInProgress(String key) {
        return inProgress.contains(key);
    }

    /**
     * @return whether the caller must handle the job; {@code false} if others do, or have done so
     */
    boolean claim(String key) {
        if (!inProgress.add(key)) {
            return false;
        }
        boolean claimed = false;
        try {
            claimed = eager ? handled.add(key) : !handled.contains(key);
            return claimed;
        } finally {
            if (!claimed) {
                inProgress.remove(key);
            }
        }
    }

    /** The job was handled. */
    void handled(String key) {
        try {
            if (!eager) {
                handled.add(key);
            }
            handled.confirm(key);
        } finally {
            inProgress.remove(key);
        }
    }

    /** The job was not handled: a later poll gives it out again. */
    void release(String key) {
        try {
            if (eager) {
                handled.remove(key);
            }
        } finally {
            inProgress.remove(key);
        }
    }
}
