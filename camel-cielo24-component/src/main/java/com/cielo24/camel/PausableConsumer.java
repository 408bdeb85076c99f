package com.cielo24.camel;

import java.util.Set;

import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.StatefulService;
import org.apache.camel.Suspendable;
import org.apache.camel.SuspendableService;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The consumer of a route that can be paused. It is suspended, so that a web server refuses requests, which would
 * otherwise wait, and that {@code file} or {@code seda} pass nothing on to a thread pool. Others, such as Camel or a
 * person, may stop and resume it too.
 */
final class PausableConsumer {

    /**
     * The waiting calls hold up all threads of these consumers, so nothing is gained by a suspension. It would stop the
     * listener container: {@code jms}, {@code amqp} and {@code activemq} then reject the messages that their threads
     * still receive, which the broker counts as deliveries, and {@code sjms} waits for the calls that wait.
     */
    private static final Set<String> NEVER_SUSPENDED = Set.of(
            "org.apache.camel.component.jms.JmsConsumer",
            "org.apache.camel.component.sjms.SjmsConsumer",
            "org.apache.camel.component.springrabbit.SpringRabbitMQConsumer");

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
        if (!isToBeSuspended()) {
            return;
        }
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

    /** One that cannot be suspended would be stopped instead, and could not acknowledge the messages that wait. */
    private boolean isToBeSuspended() {
        if (!(consumer() instanceof Suspendable && consumer() instanceof SuspendableService)) {
            return false;
        }
        for (Class<?> type = consumer().getClass(); type != null; type = type.getSuperclass()) {
            if (NEVER_SUSPENDED.contains(type.getName())) {
                return false;
            }
        }
        return true;
    }

    boolean isResumedByOthers() {
        return paused && consumer() instanceof SuspendableService suspendable && !suspendable.isSuspended();
    }

    boolean isStarted() {
        return consumer() instanceof StatefulService stateful && (stateful.isStarting() || stateful.isStarted());
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
