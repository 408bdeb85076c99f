package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.CreatedJob;
import com.cielo24.client.NewJob;
import org.apache.camel.Message;

/** {@code createJob}: creates a job to which media can be added. Does not change the body. */
final class CreateJobProducer extends Cielo24Producer {

    CreateJobProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        NewJob job = new ExchangeJob(getEndpoint(), message).newJob();
        CreatedJob created = getEndpoint().getOnExisting() == Cielo24OnExisting.find
                ? client.createOrFindJob(findable(job))
                : client.createJob(job);
        call.job(created.jobId());
        message.setHeader(Cielo24Constants.JOB_ID, created.jobId());
        message.setHeader(Cielo24Constants.JOB_CREATED, created.created());
        setTaskId(message, created.taskId());
        return created.taskId();
    }

    private static NewJob findable(NewJob job) throws Cielo24InvalidRequestException {
        if (!job.hasExternalId()) {
            throw new Cielo24InvalidRequestException(
                    null,
                    "onExisting=find needs an external id: the header " + Cielo24Constants.EXTERNAL_ID
                            + " or the option externalId");
        }
        if (job.allowDuplicate()) {
            throw new Cielo24InvalidRequestException(
                    null,
                    "onExisting=find contradicts " + Cielo24Constants.ALLOW_DUPLICATE + " in the message; remove it");
        }
        return job;
    }
}
