package com.cielo24.camel;

import com.cielo24.client.AddedMedia;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Media;
import com.cielo24.client.UploadProgress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Takes an exchange to the service and back: {@code addMedia}.
 */
class Cielo24Producer extends DefaultProducer {

    private final Cielo24Client client;

    Cielo24Producer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint);
        this.client = client;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        String jobId = message.getHeader(Cielo24Constants.JOB_ID, getEndpoint().getJobId(), String.class);
        Media media = new ExchangeMedia(getEndpoint(), message, jobId).media();
        if (media instanceof Media.Upload upload) {
            DigestedUpload digested = getEndpoint().isChecksum() ? new DigestedUpload(upload) : null;
            AddedMedia added = client.addMedia(jobId, digested != null ? digested : upload, progress(exchange, jobId));
            report(message, jobId, added);
            message.setHeader(Cielo24Constants.BYTES_SENT, added.bytesSent());
            if (digested != null) {
                message.setHeader(Cielo24Constants.SHA256, digested.sha256());
            }
        } else {
            report(message, jobId, client.addMedia(jobId, media, UploadProgress.NONE));
        }
    }

    private static void report(Message message, String jobId, AddedMedia added) {
        // an earlier addMedia of the same exchange may have left its own
        message.removeHeader(Cielo24Constants.BYTES_SENT);
        message.removeHeader(Cielo24Constants.SHA256);
        message.setHeader(Cielo24Constants.JOB_ID, jobId);
        message.setHeader(Cielo24Constants.TASK_ID, added.taskId());
        message.setBody(added.taskId());
    }

    private static UploadProgress progress(Exchange exchange, String jobId) {
        boolean noticed = !exchange.getContext()
                .getManagementStrategy()
                .getEventNotifiers()
                .isEmpty();
        return noticed ? new UploadProgressEvents(exchange, jobId) : UploadProgress.NONE;
    }

    @Override
    public Cielo24Endpoint getEndpoint() {
        return (Cielo24Endpoint) super.getEndpoint();
    }
}
