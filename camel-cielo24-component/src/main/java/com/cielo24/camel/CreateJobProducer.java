package com.cielo24.camel;

import com.cielo24.camel.traffic.Call;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.CreatedJob;
import com.cielo24.client.NewJob;
import org.apache.camel.Message;

/** {@code createJob}: a job is made, into which media can be added. */
final class CreateJobProducer extends Cielo24Producer {

    CreateJobProducer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint, client);
    }

    @Override
    String send(Message message, Call call) throws Cielo24Exception {
        CreatedJob made = client.createJob(newJob(message));
        message.setHeader(Cielo24Constants.JOB_ID, made.jobId());
        message.removeHeader(Cielo24Constants.TASK_ID);
        if (made.taskId() != null) {
            message.setHeader(Cielo24Constants.TASK_ID, made.taskId());
        }
        message.setBody(made.jobId());
        call.about(made.jobId());
        return made.taskId();
    }

    private NewJob newJob(Message message) throws Cielo24InvalidRequestException {
        NewJobOptions job = getEndpoint().getNewJob();
        ExchangeOptions options = new ExchangeOptions(message, null);
        String name = options.text(Cielo24Constants.JOB_NAME, job.getJobName());
        return new NewJob(
                name == null && message.getBody() instanceof String text ? text : name,
                options.text(Cielo24Constants.LANGUAGE, job.getLanguage()),
                options.text(Cielo24Constants.EXTERNAL_ID, job.getExternalId()),
                options.text(Cielo24Constants.SUB_ACCOUNT, job.getSubAccount()),
                options.text(Cielo24Constants.REQUESTOR, job.getRequestor()),
                options.text(Cielo24Constants.REFERENCE, job.getReference()),
                options.value(Cielo24Constants.EXPECTED_SPEAKERS, Integer.class, job.getExpectedSpeakers()),
                options.value(
                        Cielo24Constants.ALLOW_DUPLICATE,
                        Boolean.class,
                        getEndpoint().isAllowDuplicate()));
    }
}
