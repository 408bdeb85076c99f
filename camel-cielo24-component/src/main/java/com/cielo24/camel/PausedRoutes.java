package com.cielo24.camel;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.camel.CamelContext;
import org.apache.camel.NonManagedService;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;

/** The routes of a context that are paused, whichever policy paused them, and the one thread that resumes them. */
final class PausedRoutes extends ServiceSupport implements NonManagedService {

    private final CamelContext context;
    private final Set<RoutePause> paused = ConcurrentHashMap.newKeySet();
    private volatile ScheduledExecutorService timer;

    private PausedRoutes(CamelContext context) {
        this.context = context;
    }

    /** The paused routes of a context, without a service if there never were any. */
    static List<RoutePause> list(CamelContext context) {
        PausedRoutes known = context.hasService(PausedRoutes.class);
        return known == null ? List.of() : List.copyOf(known.paused);
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

    /** Its thread is started by the first pause. */
    ScheduledExecutorService timer() {
        return timer;
    }

    void add(RoutePause pause) {
        paused.add(pause);
    }

    void remove(RoutePause pause) {
        paused.remove(pause);
    }

    @Override
    protected void doStart() {
        timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "Cielo24Outage");
    }

    @Override
    protected void doStop() {
        paused.clear();
        context.getExecutorServiceManager().shutdownNow(timer);
    }
}
