package com.cielo24.camel;

import org.apache.camel.Exchange;

/** The media of an upload is ready, and is sent from now on. */
public final class UploadStartedEvent extends UploadEvent {

    private static final long serialVersionUID = 1L;

    UploadStartedEvent(Exchange exchange, String jobId, long bytesTotal) {
        super(exchange, jobId, 0, bytesTotal, 0);
    }
}
