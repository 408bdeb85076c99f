package com.cielo24.camel;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.NonManagedService;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of a context that may be paused, whichever policy does it, and the one thread that pauses and resumes them. */
final class PausedRoutes extends ServiceSupport implements NonManagedService {

    private static final Logger LOG = LoggerFactory.getLogger(PausedRoutes.class);

    private final CamelContext context;
    private final Set<RoutePause> pauses = ConcurrentHashMap.newKeySet();
    private volatile ScheduledExecutorService timer;

    private PausedRoutes(CamelContext context) {
        this.context = context;
    }

    /** The paused routes of a context, without a service if there never were any. */
    static List<RoutePause> list(CamelContext context) {
        PausedRoutes known = context.hasService(PausedRoutes.class);
        return known == null
                ? List.of()
                : known.pauses.stream().filter(RoutePause::isPaused).toList();
    }

    static PausedRoutes in(CamelContext context) {
        synchronized (context) {
            PausedRoutes known = context.hasService(PausedRoutes.class);
            if (known != null) {
                return known;
            }
            PausedRoutes first = new PausedRoutes(context);
            try {
                context.addService(first, true, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
            return first;
        }
    }

    /** The thread is started by the first pause. */
    Future<?> everyTick(Duration tick, Runnable task) {
        try {
            return timer.scheduleWithFixedDelay(task, 0, tick.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return stopped(e);
        }
    }

    void execute(Runnable task) {
        try {
            timer.execute(task);
        } catch (RejectedExecutionException e) {
            stopped(e);
        }
    }

    /** Camel stops the consumers. */
    private Future<?> stopped(RejectedExecutionException e) {
        LOG.debug("The context {} is being stopped", context.getName(), e);
        return null;
    }

    void add(RoutePause pause) {
        pauses.add(pause);
    }

    void remove(RoutePause pause) {
        pauses.remove(pause);
    }

    @Override
    protected void doStart() {
        timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "Cielo24Outage");
    }

    @Override
    protected void doStop() {
        pauses.clear();
        // Camel also stops what did not start, because something else failed before
        if (timer != null) {
            context.getExecutorServiceManager().shutdownNow(timer);
        }
    }
}
