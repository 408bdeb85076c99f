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
 * Processes exchanges. Each operation has a subclass.
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
            case performTranscription -> new PerformTranscriptionProducer(endpoint, client);
            case getCaption, getTranscript -> new GetTextProducer(endpoint, client);
            case authorizeJob -> new AuthorizeJobProducer(endpoint, client);
            case deleteJob -> new DeleteJobProducer(endpoint, client);
            case completedJobs -> throw new IllegalArgumentException("completedJobs calls no operation of the service");
        };
    }

    @Override
    public final void process(Exchange exchange) throws Cielo24Exception {
        RoutePause.send(exchange, this::attempt);
    }

    @SuppressWarnings("try") // a mark has its effect by being open
    private void attempt(Exchange exchange) throws Cielo24Exception {
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
                // other people's headers and bodies may throw anything when they are read; nothing was sent yet
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
     * Calls the service with the data of the message, and sets the result on the message.
     *
     * @param  call notified of what is sent, and of its progress
     * @return      the service's task id, or {@code null}
     */
    abstract String send(Message message, Call call) throws Cielo24Exception;

    /** The job id of the header or the endpoint, or {@code null}. */
    String jobId(Message message) {
        return message.getHeader(Cielo24Constants.JOB_ID, getEndpoint().getJobId(), String.class);
    }

    /** The same, but there must be one. */
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

    /**
     * Sets the result. Removes the headers that describe the media: they must not apply to the task id or a later call.
     */
    static String report(Message message, String jobId, AddMediaResult added) {
        message.removeHeader(Cielo24Constants.MEDIA_URL);
        message.removeHeader(Cielo24Constants.CONTENT_LENGTH);
        message.removeHeader(Cielo24Constants.ALLOW_DUPLICATE);
        message.removeHeader(Cielo24Constants.MEDIA_KEY);
        removeContentHeaders(message);
        // an earlier addMedia of the same exchange may have set these
        message.removeHeader(Cielo24Constants.BYTES_SENT);
        message.removeHeader(Cielo24Constants.SHA256);
        message.removeHeader(Cielo24Constants.ADDED_BEFORE);
        message.setHeader(Cielo24Constants.JOB_ID, jobId);
        setTaskId(message, added.taskId());
        message.setBody(added.taskId());
        return added.taskId();
    }

    /** They describe a body that is replaced. */
    static void removeContentHeaders(Message message) {
        // Message.removeHeaders would compile a pattern for each header
        message.getHeaders().keySet().removeIf(name -> name.regionMatches(true, 0, CONTENT, 0, CONTENT.length()));
    }

    /** Removes the task of an earlier call if this one has none. */
    static void setTaskId(Message message, String taskId) {
        message.removeHeader(Cielo24Constants.TASK_ID);
        if (taskId != null) {
            message.setHeader(Cielo24Constants.TASK_ID, taskId);
        }
    }

    @Override
    public Cielo24Endpoint getEndpoint() {
        return (Cielo24Endpoint) super.getEndpoint();
    }
}
