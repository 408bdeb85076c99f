package com.cielo24.camel;

import com.cielo24.client.AddedMedia;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Media;
import com.cielo24.client.UploadProgress;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** {@code addMedia}: a file, bytes, a stream or a URL becomes the media of a job. */
final class AddMediaProducer extends Cielo24Producer {

    AddMediaProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        String jobId = jobId(message);
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

    private static UploadProgress progress(Exchange exchange, String jobId) {
        boolean noticed = !exchange.getContext()
                .getManagementStrategy()
                .getEventNotifiers()
                .isEmpty();
        return noticed ? new UploadProgressEvents(exchange, jobId) : UploadProgress.NONE;
    }
}
