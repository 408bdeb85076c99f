package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Message;

/** {@code jobInfo}: returns the service's data of a job. */
final class JobInfoProducer extends Cielo24Producer {

    JobInfoProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        String jobId = requireJobId(message);
        message.setBody(client.jobInfo(jobId));
        message.setHeader(Cielo24Constants.JOB_ID, jobId);
        return null;
    }
}
