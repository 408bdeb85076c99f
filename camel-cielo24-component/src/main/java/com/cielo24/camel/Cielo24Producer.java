package com.cielo24.camel;

import com.cielo24.client.AddedMedia;
import com.cielo24.client.Cielo24Client;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Takes an exchange to the service and back; there is a subclass for each operation.
 */
abstract class Cielo24Producer extends DefaultProducer {

    final Cielo24Client client;

    Cielo24Producer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint);
        this.client = client;
    }

    static Cielo24Producer of(Cielo24Endpoint endpoint, Cielo24Client client) {
        return switch (endpoint.getOperation()) {
            case addMedia -> new AddMediaProducer(endpoint, client);
            case addEmbeddedMedia -> new AddEmbeddedMediaProducer(endpoint, client);
            case createJob -> new CreateJobProducer(endpoint, client);
            case jobInfo -> new JobInfoProducer(endpoint, client);
            case findJob -> new FindJobProducer(endpoint, client);
        };
    }

    /** The job that the header or the endpoint names, or {@code null}. */
    String jobId(Message message) {
        return message.getHeader(Cielo24Constants.JOB_ID, getEndpoint().getJobId(), String.class);
    }

    /** The media is the job's. */
    static void report(Message message, String jobId, AddedMedia added) {
        // an earlier addMedia of the same exchange may have left its own
        message.removeHeader(Cielo24Constants.BYTES_SENT);
        message.removeHeader(Cielo24Constants.SHA256);
        message.setHeader(Cielo24Constants.JOB_ID, jobId);
        message.setHeader(Cielo24Constants.TASK_ID, added.taskId());
        message.setBody(added.taskId());
    }

    @Override
    public Cielo24Endpoint getEndpoint() {
        return (Cielo24Endpoint) super.getEndpoint();
    }
}
