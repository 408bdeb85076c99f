package com.cielo24.camel.traffic;

import java.time.Duration;
import java.time.Instant;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.UploadProgress;
import org.apache.camel.Exchange;
import org.slf4j.MDC;

/**
 * One exchange being processed. Written by the sending thread, readable by any thread. Each piece of an upload costs
 * two volatile writes, and neither a lock nor a clock reading.
 */
public final class Call implements UploadProgress {

    private final Exchange exchange;
    private final String operation;
    private volatile String jobId;
    private final Duration progressInterval;
    private final Traffic traffic;
    private final long begun = System.nanoTime();

    private volatile CallMode mode = CallMode.none;
    private volatile long total;
    private volatile long sent;
    private volatile long moved;
    private volatile double rate = -1;
    private boolean ended;

    // used by the sampling thread only
    private long sampledAt = begun;
    private long sampledBytes;
    private long loggedAt = begun;

    Call(Traffic traffic, Exchange exchange, String operation, String jobId, Duration progressInterval) {
        this.traffic = traffic;
        this.exchange = exchange;
        this.operation = operation;
        this.jobId = jobId;
        this.progressInterval = progressInterval;
    }

    /**
     * @param known the job that this call has created or found
     */
    @Override
    public void job(String known) {
        jobId = known;
        MDC.put(TrafficLog.JOB_ID, known);
    }

    /**
     * @param mode what is sent to the service
     */
    public void setMode(CallMode mode) {
        this.mode = mode;
    }

    @Override
    public void started(long size) {
        total = size;
        traffic.started(this);
    }

    @Override
    public void sent(long sentNow, long size) {
        long step = sentNow - sent;
        // less than before: the service refused the token, and everything is sent again
        moved += step < 0 ? sentNow : step;
        sent = sentNow;
    }

    /**
     * @param taskId the service's task id, or {@code null}
     */
    public void succeeded(String taskId) {
        OutcomeType type = mode == CallMode.none ? OutcomeType.ANSWERED : OutcomeType.ADDED;
        traffic.ended(this, outcome(type, taskId, null, null));
    }

    /**
     * @param failure set on the exchange
     */
    public void failed(Throwable failure) {
        // messages of other exceptions may contain secrets; ours are masked
        String reason = failure instanceof Cielo24Exception
                ? failure.getMessage()
                : failure.getClass().getName();
        String errorType = failure instanceof Cielo24ServiceException refusal ? refusal.getErrorType() : null;
        traffic.ended(this, outcome(OutcomeType.of(failure), null, reason, errorType));
    }

    private Outcome outcome(OutcomeType type, String taskId, String reason, String errorType) {
        return new Outcome(Instant.now(), operation, mode, jobId, type, total, sent, age(), taskId, reason, errorType);
    }

    /** Measures the rate since the last sample, and returns whether progress is due to be logged. */
    boolean sample() {
        long now = System.nanoTime();
        long bytes = moved;
        rate = (bytes - sampledBytes) * 1e9 / Math.max(1, now - sampledAt);
        sampledAt = now;
        sampledBytes = bytes;
        boolean due =
                !progressInterval.isZero() && Duration.ofNanos(now - loggedAt).compareTo(progressInterval) >= 0;
        if (due) {
            loggedAt = now;
        }
        return due;
    }

    /** Guarded by this call, so that listeners are not notified after its end. */
    boolean isEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Bytes passed to the network in total, including those of a request that was sent again. */
    long moved() {
        return moved;
    }

    public Exchange exchange() {
        return exchange;
    }

    public String operation() {
        return operation;
    }

    public String jobId() {
        return jobId;
    }

    public CallMode mode() {
        return mode;
    }

    /**
     * @return size of the upload in bytes
     */
    public long total() {
        return total;
    }

    /**
     * @return bytes of the upload passed to the network so far
     */
    public long sent() {
        return sent;
    }

    public int percent() {
        return total == 0 ? 0 : (int) (sent * 100 / total);
    }

    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /**
     * @return bytes per second over about the last second, or since the start of a younger upload
     */
    public double rate() {
        double latest = rate;
        return latest >= 0 ? latest : moved * 1e9 / Math.max(1, age().toNanos());
    }
}
