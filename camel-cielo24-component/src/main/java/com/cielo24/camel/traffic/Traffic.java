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
 * The figures of a component, or of one of its endpoints: what is under way, and what came of it. They only grow, but
 * for {@link #uploads()}, and begin anew with the process. Safe for any number of threads.
 */
public final class Traffic {

    /** How many outcomes are remembered. */
    public static final int REMEMBERED = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    private final Traffic whole;
    private final List<TrafficListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Call> uploads = new LinkedHashSet<>();
    private final Map<OutcomeType, Long> ended = new EnumMap<>(OutcomeType.class);
    private final Deque<Outcome> latest = new ArrayDeque<>();
    private long bytesOfEnded;
    private Outcome lastFailure;

    /** The traffic of a component. */
    public Traffic() {
        this(null);
    }

    private Traffic(Traffic whole) {
        this.whole = whole;
    }

    /**
     * @return the traffic of an endpoint, which counts for the component's, too
     */
    public Traffic part() {
        return new Traffic(this);
    }

    /**
     * An exchange has come in.
     *
     * @param jobId            a job id, or {@code null}
     * @param progressInterval how often an upload is told in the log; zero for never
     */
    public Call begin(Exchange exchange, String operation, String jobId, Duration progressInterval) {
        return new Call(this, exchange, operation, jobId, progressInterval);
    }

    void started(Call upload) {
        synchronized (this) {
            uploads.add(upload);
        }
        if (whole != null) {
            whole.started(upload);
        } else {
            tell(upload, listener -> listener.started(upload));
        }
    }

    void ended(Call call, Outcome outcome) {
        synchronized (this) {
            // at once, so that the sum never shrinks
            if (uploads.remove(call)) {
                bytesOfEnded += call.moved();
            }
            ended.merge(outcome.type(), 1L, Long::sum);
            latest.addFirst(outcome);
            if (latest.size() > REMEMBERED) {
                latest.removeLast();
            }
            if (!outcome.type().isSuccess()) {
                lastFailure = outcome;
            }
        }
        if (whole != null) {
            whole.ended(call, outcome);
            return;
        }
        synchronized (call) {
            tell(call, listener -> listener.ended(call, outcome));
            call.over();
        }
    }

    /** Tells how uploads move on; called once a second. */
    public void round() {
        for (Call upload : uploads()) {
            if (upload.age().compareTo(Duration.ofSeconds(1)) >= 0) {
                boolean due = upload.sample();
                tell(upload, listener -> listener.moved(upload, due));
            }
        }
    }

    private void tell(Call call, Consumer<TrafficListener> what) {
        synchronized (call) {
            if (call.isOver()) {
                return;
            }
            for (TrafficListener listener : listeners) {
                try {
                    what.accept(listener);
                } catch (Throwable e) {
                    // whoever watches must not break what is watched
                    LOG.debug("Job {}: could not be told to {}", call.jobId(), listener, e);
                }
            }
        }
    }

    public void add(TrafficListener listener) {
        listeners.add(listener);
    }

    public void remove(TrafficListener listener) {
        listeners.remove(listener);
    }

    /**
     * @return the uploads under way, the oldest first
     */
    public synchronized List<Call> uploads() {
        return List.copyOf(uploads);
    }

    /**
     * @return bytes of uploads handed to the network, of those under way, too
     */
    public synchronized long bytesSent() {
        return bytesOfEnded + uploads.stream().mapToLong(Call::moved).sum();
    }

    /**
     * @return how many calls ended so
     */
    public synchronized long ended(OutcomeType type) {
        return ended.getOrDefault(type, 0L);
    }

    /**
     * @return the last {@link #REMEMBERED} outcomes, the newest first
     */
    public synchronized List<Outcome> latest() {
        return List.copyOf(latest);
    }

    /**
     * @return the last outcome that was no success, or {@code null}
     */
    public synchronized Outcome lastFailure() {
        return lastFailure;
    }
}
