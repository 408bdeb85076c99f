package com.cielo24.camel;

import java.util.EventObject;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;

/**
 * Something happened to an upload. For each attempt Camel's event notifiers get one {@link UploadStartedEvent}, then
 * {@link UploadProgressEvent}s, then one {@link UploadEndedEvent} or one {@link UploadFailedEvent}, in this order and
 * never two at once.
 */
public abstract sealed class UploadEvent extends EventObject implements CamelEvent
        permits UploadStartedEvent, UploadProgressEvent, UploadEndedEvent, UploadFailedEvent {

    private static final long serialVersionUID = 1L;

    private final transient Exchange exchange;
    private final String jobId;
    private final long bytesSent;
    private final long bytesTotal;
    private final double rate;
    private long timestamp;

    UploadEvent(Exchange exchange, String jobId, long bytesSent, long bytesTotal, double rate) {
        super(exchange);
        this.exchange = exchange;
        this.jobId = jobId;
        this.bytesSent = bytesSent;
        this.bytesTotal = bytesTotal;
        this.rate = rate;
    }

    /**
     * @return the exchange whose body is being sent
     */
    public Exchange getExchange() {
        return exchange;
    }

    /**
     * @return the job that gets the media
     */
    public String getJobId() {
        return jobId;
    }

    /**
     * @return bytes handed to the network so far
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
     * @return bytes a second: over the last second or so while the upload runs, over all of it at its end
     */
    public double getRate() {
        return rate;
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
        return "Job " + jobId + ": " + bytesSent + " of " + bytesTotal + " bytes sent";
    }
}
