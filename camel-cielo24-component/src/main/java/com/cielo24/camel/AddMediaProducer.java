package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.CallMode;
import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Media;
import com.cielo24.client.NewJob;
import com.cielo24.client.PreparedMedia;
import com.cielo24.ledger.MediaLedger;
import org.apache.camel.Message;

/** {@code addMedia}: adds a file, bytes, a stream or a URL to a job. */
final class AddMediaProducer extends Cielo24Producer {

    AddMediaProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        MediaAttempts attempts = MediaAttempts.begin(message.getExchange());
        try {
            return send(message, call, attempts);
        } catch (Cielo24Exception e) {
            attempts.failed(e);
            throw e;
        }
    }

    private String send(Message message, Call call, MediaAttempts attempts) throws Cielo24Exception {
        String jobId = getEndpoint().isCreateJob() ? jobId(message) : requireJobId(message);
        Media media = new ExchangeMedia(getEndpoint(), message, jobId).media();
        boolean isUpload = media instanceof Media.Upload;
        call.setMode(isUpload ? CallMode.upload : CallMode.url);
        DigestedUpload digested =
                isUpload && getEndpoint().isChecksum() ? new DigestedUpload((Media.Upload) media) : null;
        AddOnce.Result result = add(message, jobId, digested != null ? digested : media, call, attempts);
        AddMediaResult added = result.added();
        report(message, added.jobId(), added);
        if (isUpload) {
            message.setHeader(Cielo24Constants.BYTES_SENT, added.bytesSent());
        }
        if (result.before()) {
            message.setHeader(Cielo24Constants.ADDED_BEFORE, true);
            call.setMode(CallMode.none);
        } else if (digested != null) {
            message.setHeader(Cielo24Constants.SHA256, digested.sha256());
        }
        attempts.end(new MediaAttempts.Added(
                added, isUpload, message.getHeader(Cielo24Constants.SHA256, String.class), result.before()));
        return added.taskId();
    }

    private AddOnce.Result add(Message message, String jobId, Media media, Call call, MediaAttempts attempts)
            throws Cielo24Exception {
        MediaLedger ledger = getEndpoint().getConfiguration().getLedger();
        ExchangeMediaKey key = new ExchangeMediaKey(getEndpoint(), message, media, jobId);
        if (ledger != null) {
            key.require();
        }
        try (PreparedMedia prepared = prepare(message, jobId, media, call)) {
            AddOnce.Result result;
            if (ledger == null) {
                result = new AddOnce.Result(prepared.send(), false);
            } else {
                attempts.opened(key.value());
                result = new AddOnce(client, ledger, prepared, attempts.key()).add();
            }
            if (prepared.isOwnJob()) {
                message.setHeader(Cielo24Constants.JOB_CREATED, prepared.isJobCreated());
            }
            return result;
        }
    }

    /** Prepares the media for the job of the message or endpoint, or else for a job of its own. */
    private PreparedMedia prepare(Message message, String jobId, Media media, Call call) throws Cielo24Exception {
        if (jobId != null && !jobId.isBlank()) {
            return client.prepare(jobId, media, call);
        }
        ExchangeJob exchangeJob = new ExchangeJob(getEndpoint(), message);
        NewJob job = media instanceof Media.Upload ? exchangeJob.forUpload(media) : exchangeJob.newJob();
        return client.prepare(job, media, call);
    }
}
