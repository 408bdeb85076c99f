package com.cielo24.camel;

import java.util.EventObject;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.Outcome;
import com.cielo24.camel.traffic.OutcomeType;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;

/**
 * An event of an upload. For each attempt Camel's event notifiers get one {@link Kind#STARTED} event, any number of
 * {@link Kind#PROGRESS} events, and one {@link Kind#COMPLETED} or {@link Kind#FAILED} event, in this order and never
 * two at a time.
 */
public final class UploadEvent extends EventObject implements CamelEvent {

    private static final long serialVersionUID = 1L;

    /** What happened. */
    public enum Kind {
        /** The media is open, and the upload starts. */
        STARTED,
        /** An upload that takes longer than a second is in progress: at most one event per second. */
        PROGRESS,
        /** The service has accepted the media. */
        COMPLETED,
        /** The media was not added to the job, or may not have been. */
        FAILED
    }

    private final Kind kind;
    private final transient Exchange exchange;
    private final String jobId;
    private final long bytesSent;
    private final long bytesTotal;
    private final double rate;
    private final transient Outcome outcome;
    private long timestamp = System.currentTimeMillis();

    /**
     * @param kind of a call that still runs
     */
    UploadEvent(Kind kind, Call upload) {
        super(upload.exchange());
        this.kind = kind;
        this.exchange = upload.exchange();
        this.jobId = upload.jobId();
        this.bytesSent = upload.sent();
        this.bytesTotal = upload.total();
        this.rate = kind == Kind.STARTED ? 0 : upload.rate();
        this.outcome = null;
    }

    UploadEvent(Exchange exchange, Outcome outcome) {
        super(exchange);
        this.kind = outcome.type().isSuccess() ? Kind.COMPLETED : Kind.FAILED;
        this.exchange = exchange;
        this.jobId = outcome.jobId();
        this.bytesSent = outcome.sent();
        this.bytesTotal = outcome.size();
        this.rate = outcome.rate();
        this.outcome = outcome;
    }

    /**
     * @return what happened
     */
    public Kind getKind() {
        return kind;
    }

    /**
     * @return the exchange whose body is being sent
     */
    public Exchange getExchange() {
        return exchange;
    }

    /**
     * @return the job of the media
     */
    public String getJobId() {
        return jobId;
    }

    /**
     * @return bytes passed to the network so far
     */
    public long getBytesSent() {
        return bytesSent;
    }

    /**
     * @return size of the upload in bytes
     */
    public long getBytesTotal() {
        return bytesTotal;
    }

    /**
     * @return bytes per second: over about the last second while the upload is running, over the whole upload at its
     *         end
     */
    public double getRate() {
        return rate;
    }

    /**
     * @return the service's id of the task that processes the media; {@code null} unless the upload is completed
     */
    public String getTaskId() {
        return outcome == null ? null : outcome.taskId();
    }

    /**
     * @return how the upload ended; {@code null} while it is running
     */
    public OutcomeType getOutcome() {
        return outcome == null ? null : outcome.type();
    }

    /**
     * @return the message of the exchange's exception, without any secret; {@code null} unless the upload failed
     */
    public String getReason() {
        return outcome == null ? null : outcome.reason();
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        String end =
                switch (kind) {
                    case STARTED, PROGRESS -> "";
                    case COMPLETED -> ", task " + getTaskId();
                    case FAILED -> ", " + getOutcome().label() + ": " + getReason();
                };
        return "Job " + jobId + ": " + bytesSent + " of " + bytesTotal + " bytes sent" + end;
    }
}
