package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Message;

/** {@code authorizeJob}: starts the work on a job that waits for it. Does not change the body. */
final class AuthorizeJobProducer extends Cielo24Producer {

    AuthorizeJobProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        String jobId = requireJobId(message);
        client.authorizeJob(jobId);
        message.setHeader(Cielo24Constants.JOB_ID, jobId);
        return null;
    }
}
