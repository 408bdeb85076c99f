package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.CallMode;
import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Media;
import com.cielo24.client.NewJob;
import org.apache.camel.Message;

/** {@code addMedia}: adds a file, bytes, a stream or a URL to a job. */
final class AddMediaProducer extends Cielo24Producer {

    AddMediaProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        String jobId = getEndpoint().isCreateJob() ? jobId(message) : requireJobId(message);
        Media media = new ExchangeMedia(getEndpoint(), message, jobId).media();
        if (!(media instanceof Media.Upload upload)) {
            call.setMode(CallMode.url);
            AddMediaResult added = add(message, jobId, media, call);
            return report(message, added.jobId(), added);
        }
        call.setMode(CallMode.upload);
        DigestedUpload digested = getEndpoint().isChecksum() ? new DigestedUpload(upload) : null;
        AddMediaResult added = add(message, jobId, digested != null ? digested : upload, call);
        report(message, added.jobId(), added);
        message.setHeader(Cielo24Constants.BYTES_SENT, added.bytesSent());
        if (digested != null) {
            message.setHeader(Cielo24Constants.SHA256, digested.sha256());
        }
        return added.taskId();
    }

    /** Adds the media to the job of the message or endpoint, or else to a job of its own. */
    private AddMediaResult add(Message message, String jobId, Media media, Call call) throws Cielo24Exception {
        if (jobId != null && !jobId.isBlank()) {
            return client.addMedia(jobId, media, call);
        }
        ExchangeJob exchangeJob = new ExchangeJob(getEndpoint(), message);
        NewJob job = media instanceof Media.Upload ? exchangeJob.forUpload() : exchangeJob.newJob();
        AddMediaResult added = client.addMedia(job, media, call);
        message.setHeader(Cielo24Constants.JOB_CREATED, added.jobCreated());
        return added;
    }
}
