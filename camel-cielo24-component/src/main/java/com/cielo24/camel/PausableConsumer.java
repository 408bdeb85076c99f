package com.cielo24.camel;

import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.Suspendable;
import org.apache.camel.SuspendableService;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The consumer of a route that can be paused. It is suspended, or stopped if it cannot be suspended. Others, such as
 * Camel or a person, may stop and resume it too.
 */
final class PausableConsumer {

    private final Route route;
    private volatile boolean paused;

    PausableConsumer(Route route) {
        this.route = route;
    }

    /** The route has a new consumer, or others have started the one that it has. */
    void reset() {
        paused = false;
    }

    /** Whether the last call was a {@link #pause} that nobody else has ended. */
    boolean isPaused() {
        return paused;
    }

    void pause(ExceptionHandler problems) {
        paused = true;
        try {
            ServiceHelper.suspendService(consumer());
        } catch (Exception e) {
            paused = false;
            problems.handleException("Could not suspend the consumer of route " + route.getId(), e);
        }
    }

    void resume(ExceptionHandler problems) {
        paused = false;
        try {
            ServiceHelper.resumeService(consumer());
        } catch (Exception e) {
            paused = true;
            problems.handleException("Could not resume the consumer of route " + route.getId(), e);
        }
    }

    boolean isResumedByOthers() {
        return paused && !isOff();
    }

    private boolean isOff() {
        if (consumer() instanceof Suspendable && consumer() instanceof SuspendableService suspendable) {
            return suspendable.isSuspended();
        }
        return !(consumer() instanceof StatefulService stateful) || stateful.isStopped();
    }

    /** A consumer that cannot be suspended may wait for its exchanges while it is being stopped. */
    boolean isStoppedByOthers() {
        return !paused && consumer() instanceof StatefulService stateful && stateful.isStopping();
    }

    /**
     * Called when the route is being stopped: whether Camel waits until the consumer's queue in memory is empty. A
     * consumer that stays paused would let Camel wait in vain, and then drop what is in the queue.
     */
    boolean isToBeDrained() {
        return paused
                && consumer() instanceof ShutdownAware aware
                && aware.deferShutdown(route.getShutdownRunningTask());
    }

    private Consumer consumer() {
        return route.getConsumer();
    }
}
