package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.DeletedJob;
import org.apache.camel.Message;

/** {@code deleteJob}: deletes a job, if there is one. Does not change the body. */
final class DeleteJobProducer extends Cielo24Producer {

    DeleteJobProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        String jobId = requireJobId(message);
        DeletedJob job = client.deleteJob(jobId);
        message.setHeader(Cielo24Constants.JOB_ID, jobId);
        message.setHeader(Cielo24Constants.JOB_DELETED, job.deleted());
        setTaskId(message, job.taskId());
        return job.taskId();
    }
}
