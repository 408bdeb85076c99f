package com.cielo24.camel;

import java.util.EventObject;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;

/**
 * An upload has moved on. Camel's event notifiers get at most one a second and upload.
 */
public class UploadProgressEvent extends EventObject implements CamelEvent {

    private static final long serialVersionUID = 1L;

    private final transient Exchange exchange;
    private final String jobId;
    private final long bytesSent;
    private final long bytesTotal;
    private long timestamp;

    UploadProgressEvent(Exchange exchange, String jobId, long bytesSent, long bytesTotal) {
        super(exchange);
        this.exchange = exchange;
        this.jobId = jobId;
        this.bytesSent = bytesSent;
        this.bytesTotal = bytesTotal;
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
     * @return bytes sent so far
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
