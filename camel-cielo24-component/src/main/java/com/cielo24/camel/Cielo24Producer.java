package com.cielo24.camel;

import java.time.Duration;

import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.JobMark;
import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.JobIds;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/**
 * Takes an exchange to the service and back; there is a subclass for each operation.
 */
abstract class Cielo24Producer extends DefaultProducer {

    private static final String CONTENT = "Content-";

    final Cielo24Client client;
    private final Duration progressInterval;

    Cielo24Producer(Cielo24Endpoint endpoint, Cielo24Client client) {
        super(endpoint);
        this.client = client;
        this.progressInterval = Duration.ofMillis(endpoint.getConfiguration().getProgressInterval());
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

    @Override
    public final void process(Exchange exchange) throws Cielo24Exception {
        Message message = exchange.getMessage();
        String jobId = knownJobId(message);
        Call call = getEndpoint()
                .getTraffic()
                .begin(exchange, getEndpoint().getOperation().name(), jobId, progressInterval);
        try (JobMark mark = new JobMark(jobId)) {
            try {
                call.succeeded(send(message, call));
                OneTimeStream.ended(exchange, null);
            } catch (RuntimeException e) {
                // headers and bodies of others throw whatever they like when they are read; nothing was sent by then
                Cielo24Exception unusable = new Cielo24InvalidRequestException(
                        jobId,
                        "a header or the body cannot be read: " + e.getClass().getName(),
                        e);
                call.failed(unusable);
                OneTimeStream.ended(exchange, unusable);
                throw unusable;
            } catch (Throwable e) {
                call.failed(e);
                OneTimeStream.ended(exchange, e);
                throw e;
            }
        }
    }

    private String knownJobId(Message message) {
        try {
            String given = jobId(message);
            return JobIds.isJobId(given) ? given : null;
        } catch (RuntimeException e) {
            // reported when the message is used
            return null;
        }
    }

    /**
     * Takes what it needs from the message, has it sent, and leaves what came of it in the message.
     *
     * @param  call told what goes to the service, and how it moves on
     * @return      the task id that the service gave, or {@code null}
     */
    abstract String send(Message message, Call call) throws Cielo24Exception;

    /** The job that the header or the endpoint names, or {@code null}. */
    String jobId(Message message) {
        return message.getHeader(Cielo24Constants.JOB_ID, getEndpoint().getJobId(), String.class);
    }

    /** The same where there has to be one. */
    final String requireJobId(Message message) throws Cielo24InvalidRequestException {
        String jobId = jobId(message);
        if (jobId == null || jobId.isBlank()) {
            String other = getEndpoint().getOperation() == Cielo24Operation.addMedia
                    ? ", or createJob=true to have a job created for the media"
                    : "";
            throw new Cielo24InvalidRequestException(
                    jobId,
                    "no job id was given; set the header " + Cielo24Constants.JOB_ID + " or the option jobId" + other);
        }
        return jobId;
    }

    /** The media is the job's. What describes it does not stay for the next call, nor for the task id. */
    static String report(Message message, String jobId, AddMediaResult added) {
        message.removeHeader(Cielo24Constants.MEDIA_URL);
        message.removeHeader(Cielo24Constants.CONTENT_LENGTH);
        message.removeHeader(Cielo24Constants.ALLOW_DUPLICATE);
        // Camel's own way would compile a pattern for each header
        message.getHeaders().keySet().removeIf(name -> name.regionMatches(true, 0, CONTENT, 0, CONTENT.length()));
        // an earlier addMedia of the same exchange may have left its own
        message.removeHeader(Cielo24Constants.BYTES_SENT);
        message.removeHeader(Cielo24Constants.SHA256);
        message.setHeader(Cielo24Constants.JOB_ID, jobId);
        message.setHeader(Cielo24Constants.TASK_ID, added.taskId());
        message.setBody(added.taskId());
        return added.taskId();
    }

    @Override
    public Cielo24Endpoint getEndpoint() {
        return (Cielo24Endpoint) super.getEndpoint();
    }
}
