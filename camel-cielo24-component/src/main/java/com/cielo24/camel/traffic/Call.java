package com.cielo24.camel.traffic;

import java.time.Duration;
import java.time.Instant;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.UploadProgress;
import org.apache.camel.Exchange;
import org.slf4j.MDC;

/**
 * One exchange on its way to the service. The thread that sends writes it, and anybody may look at it: for each piece
 * of an upload that costs two numbers, and neither a lock nor the time of day.
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
    private boolean over;

    // of the rounds' thread alone
    private long sampledAt = begun;
    private long sampledBytes;
    private long toldAt = begun;

    Call(Traffic traffic, Exchange exchange, String operation, String jobId, Duration progressInterval) {
        this.traffic = traffic;
        this.exchange = exchange;
        this.operation = operation;
        this.jobId = jobId;
        this.progressInterval = progressInterval;
    }

    /**
     * @param known the job, which this call has created or found
     */
    @Override
    public void job(String known) {
        jobId = known;
        MDC.put(TrafficLog.JOB_ID, known);
    }

    /**
     * @param found what goes to the service
     */
    public void by(CallMode found) {
        mode = found;
    }

    @Override
    public void begins(long size) {
        total = size;
        traffic.started(this);
    }

    @Override
    public void sent(long sentNow, long size) {
        long step = sentNow - sent;
        // less than before: the service refused the token, and all is sent once more
        moved += step < 0 ? sentNow : step;
        sent = sentNow;
    }

    /**
     * @param taskId that the service gave, or {@code null}
     */
    public void succeeded(String taskId) {
        OutcomeType type = mode == CallMode.none ? OutcomeType.ANSWERED : OutcomeType.ADDED;
        traffic.ended(this, outcome(type, taskId, null, null));
    }

    /**
     * @param failure that the exchange gets
     */
    public void failed(Throwable failure) {
        // the words of others may hold anything; those of ours are masked
        String reason = failure instanceof Cielo24Exception
                ? failure.getMessage()
                : failure.getClass().getName();
        String errorType = failure instanceof Cielo24ServiceException refusal ? refusal.getErrorType() : null;
        traffic.ended(this, outcome(OutcomeType.of(failure), null, reason, errorType));
    }

    private Outcome outcome(OutcomeType type, String taskId, String reason, String errorType) {
        return new Outcome(Instant.now(), operation, mode, jobId, type, total, sent, age(), taskId, reason, errorType);
    }

    /** Takes the rate since the last time, and says whether there is something for the log. */
    boolean sample() {
        long now = System.nanoTime();
        long bytes = moved;
        rate = (bytes - sampledBytes) * 1e9 / Math.max(1, now - sampledAt);
        sampledAt = now;
        sampledBytes = bytes;
        boolean due =
                !progressInterval.isZero() && Duration.ofNanos(now - toldAt).compareTo(progressInterval) >= 0;
        if (due) {
            toldAt = now;
        }
        return due;
    }

    /** Guarded by this call, so that nobody hears of it after its end. */
    boolean isOver() {
        return over;
    }

    void over() {
        over = true;
    }

    /** Bytes handed to the network in all, those of a request that had to be repeated included. */
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
     * @return bytes of the upload that were handed to the network so far
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
     * @return bytes a second over the last second or so; of a younger upload, since it began
     */
    public double rate() {
        double latest = rate;
        return latest >= 0 ? latest : moved * 1e9 / Math.max(1, age().toNanos());
    }
}
