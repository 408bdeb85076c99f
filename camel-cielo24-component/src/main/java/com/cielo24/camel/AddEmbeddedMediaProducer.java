package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.CallMode;
import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Message;

/** {@code addEmbeddedMedia}: adds the video of a page to a job. */
final class AddEmbeddedMediaProducer extends Cielo24Producer {

    AddEmbeddedMediaProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        String jobId = requireJobId(message);
        String pageUrl =
                new ExchangeUrl(getEndpoint(), message, jobId).require("addEmbeddedMedia needs the URL of a page");
        call.setMode(CallMode.url);
        MediaAttempts attempts = MediaAttempts.begin(message.getExchange());
        AddMediaResult added;
        try {
            added = client.addEmbeddedMedia(jobId, pageUrl);
        } catch (Cielo24Exception e) {
            attempts.failed(e);
            throw e;
        }
        attempts.end(new MediaAttempts.Added(added, false, null, false));
        return report(message, jobId, added);
    }
}
