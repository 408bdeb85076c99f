package com.cielo24.camel.traffic;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Statistics of a component or of one of its endpoints: uploads in progress, and outcomes. All counters only grow, and
 * start from zero with the process. Thread-safe.
 */
public final class Traffic {

    /** Number of outcomes kept. */
    public static final int LATEST = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    private final Traffic component;
    private final List<TrafficListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Call> uploads = new LinkedHashSet<>();
    private final Map<OutcomeType, Long> counts = new EnumMap<>(OutcomeType.class);
    private final Deque<Outcome> latest = new ArrayDeque<>();
    private long bytesOfEnded;
    private Outcome lastFailure;

    /** The traffic of a component. */
    public Traffic() {
        this(null);
    }

    private Traffic(Traffic component) {
        this.component = component;
    }

    /**
     * @return the traffic of an endpoint, which is also counted in this one
     */
    public Traffic forEndpoint() {
        return new Traffic(this);
    }

    /**
     * Starts a call for an exchange.
     *
     * @param jobId            a job id, or {@code null}
     * @param progressInterval how often the progress of an upload is logged; zero for never
     */
    public Call begin(Exchange exchange, String operation, String jobId, Duration progressInterval) {
        return new Call(this, exchange, operation, jobId, progressInterval);
    }

    void started(Call upload) {
        synchronized (this) {
            uploads.add(upload);
        }
        if (component != null) {
            component.started(upload);
        } else {
            notifyListeners(upload, listener -> listener.started(upload));
        }
    }

    void ended(Call call, Outcome outcome) {
        synchronized (this) {
            // in one step, so that the sum never shrinks
            if (uploads.remove(call)) {
                bytesOfEnded += call.moved();
            }
            counts.merge(outcome.type(), 1L, Long::sum);
            latest.addFirst(outcome);
            if (latest.size() > LATEST) {
                latest.removeLast();
            }
            if (!outcome.type().isSuccess()) {
                lastFailure = outcome;
            }
        }
        if (component != null) {
            component.ended(call, outcome);
            return;
        }
        synchronized (call) {
            notifyListeners(call, listener -> listener.ended(call, outcome));
            call.end();
        }
    }

    /** Measures the rate of uploads and notifies listeners of their progress. Called once a second. */
    public void sampleUploads() {
        for (Call upload : uploads()) {
            if (upload.age().compareTo(Duration.ofSeconds(1)) >= 0) {
                boolean due = upload.sample();
                notifyListeners(upload, listener -> listener.progressed(upload, due));
            }
        }
    }

    private void notifyListeners(Call call, Consumer<TrafficListener> notification) {
        synchronized (call) {
            if (call.isEnded()) {
                return;
            }
            for (TrafficListener listener : listeners) {
                try {
                    notification.accept(listener);
                } catch (Throwable e) {
                    // a listener must not break the call
                    LOG.debug("Job {}: could not notify {}", call.jobId(), listener, e);
                }
            }
        }
    }

    public void addListener(TrafficListener listener) {
        listeners.add(listener);
    }

    public void removeListener(TrafficListener listener) {
        listeners.remove(listener);
    }

    /**
     * @return the uploads in progress, oldest first
     */
    public synchronized List<Call> uploads() {
        return List.copyOf(uploads);
    }

    /**
     * @return bytes of uploads passed to the network, including uploads in progress
     */
    public synchronized long bytesSent() {
        return bytesOfEnded + uploads.stream().mapToLong(Call::moved).sum();
    }

    /**
     * @return the number of calls with this outcome
     */
    public synchronized long count(OutcomeType type) {
        return counts.getOrDefault(type, 0L);
    }

    /**
     * @return the last {@link #LATEST} outcomes, newest first
     */
    public synchronized List<Outcome> latest() {
        return List.copyOf(latest);
    }

    /**
     * @return the outcome of the last failed call, or {@code null}
     */
    public synchronized Outcome lastFailure() {
        return lastFailure;
    }
}
