package com.cielo24.camel;

import org.apache.camel.Exchange;

/** An upload that takes longer than a second has moved on: at most one event a second and upload. */
public final class UploadProgressEvent extends UploadEvent {

    private static final long serialVersionUID = 1L;

    UploadProgressEvent(Exchange exchange, String jobId, long bytesSent, long bytesTotal, double rate) {
        super(exchange, jobId, bytesSent, bytesTotal, rate);
    }
}
