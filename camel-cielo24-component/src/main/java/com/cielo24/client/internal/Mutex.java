package com.cielo24.client.internal;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock that is held for a moment. Up to JDK 23, a monitor would block the carrier of a virtual thread. */
public final class Mutex extends ReentrantLock {

    private static final long serialVersionUID = 1L;

    public <T> T locked(Supplier<T> work) {
        lock();
        try {
            return work.get();
        } finally {
            unlock();
        }
    }
}
