package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.CallMode;
import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Media;
import com.cielo24.client.UploadProgress;
import org.apache.camel.Message;

/** {@code addMedia}: a file, bytes, a stream or a URL becomes the media of a job. */
final class AddMediaProducer extends Cielo24Producer {

    AddMediaProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        String jobId = requireJobId(message);
        Media media = new ExchangeMedia(getEndpoint(), message, jobId).media();
        if (!(media instanceof Media.Upload upload)) {
            call.by(CallMode.url);
            return report(message, jobId, client.addMedia(jobId, media, UploadProgress.NONE));
        }
        call.by(CallMode.upload);
        DigestedUpload digested = getEndpoint().isChecksum() ? new DigestedUpload(upload) : null;
        AddMediaResult added = client.addMedia(jobId, digested != null ? digested : upload, call);
        report(message, jobId, added);
        message.setHeader(Cielo24Constants.BYTES_SENT, added.bytesSent());
        if (digested != null) {
            message.setHeader(Cielo24Constants.SHA256, digested.sha256());
        }
        return added.taskId();
    }
}
