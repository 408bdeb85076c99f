package com.cielo24.examples.watch;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.JobInfo;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Gives a file that names no job the one job that is its own. The service refuses a second job with the same external
 * id, so a job is made without asking first; where that is refused, or nobody knows what came of it, the job is found.
 */
final class JobMaker {

    private final AttemptRecords records;
    private final String language;

    /**
     * @param language of the media
     */
    JobMaker(AttemptRecords records, String language) {
        this.records = records;
        this.language = language;
    }

    /** Does nothing for a file that names its job, or whose job was noted down before. */
    void provide(Exchange exchange) throws Cielo24Exception, IOException {
        Attempt attempt = exchange.getProperty(Intake.ATTEMPT, Attempt.class);
        if (attempt.job() == null) {
            attempt = attempt.withJob(makeOrFind(exchange, attempt));
            records.write(attempt);
            exchange.setProperty(Intake.ATTEMPT, attempt);
        }
        exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, attempt.job());
    }

    private String makeOrFind(Exchange exchange, Attempt attempt) throws Cielo24Exception {
        try {
            return ask(
                    exchange,
                    "cielo24:createJob",
                    Map.of(
                            Cielo24Constants.EXTERNAL_ID, attempt.externalId(),
                            Cielo24Constants.JOB_NAME, attempt.path(),
                            Cielo24Constants.LANGUAGE, language),
                    String.class);
        } catch (Cielo24ServiceException e) {
            if (e.isRetryable()) {
                throw e;
            }
            // maybe because an earlier attempt had made it
            return find(exchange, attempt, e);
        } catch (Cielo24UnknownOutcomeException e) {
            return find(
                    exchange,
                    attempt,
                    new Cielo24TransportException(null, "nothing was sent, as its job could not be made: " + e, e));
        }
    }

    /**
     * @param otherwise thrown if there is no such job
     */
    private String find(Exchange exchange, Attempt attempt, Cielo24Exception otherwise) throws Cielo24Exception {
        List<?> jobs;
        try {
            jobs = ask(
                    exchange,
                    "cielo24:findJob",
                    Map.of(Cielo24Constants.EXTERNAL_ID, attempt.externalId()),
                    List.class);
        } catch (Cielo24UnknownOutcomeException e) {
            throw new Cielo24TransportException(null, "nothing was sent, as its job could not be found: " + e, e);
        }
        if (jobs.isEmpty()) {
            throw otherwise;
        }
        return jobs.get(0).toString();
    }

    /**
     * Whether an attempt of unknown outcome has worked, as far as the service knows. Only for a job that was made for
     * its file, and so had no media before: that it is there now settles it. That none is there settles nothing.
     */
    boolean isKnownToHaveMedia(Exchange exchange, Attempt attempt) {
        if (attempt.externalId() == null || attempt.job() == null) {
            return false;
        }
        try {
            return ask(exchange, "cielo24:jobInfo", Map.of(Cielo24Constants.JOB_ID, attempt.job()), JobInfo.class)
                    .hasMedia();
        } catch (Cielo24Exception e) {
            return false;
        }
    }

    private static <T> T ask(Exchange exchange, String uri, Map<String, Object> headers, Class<T> type)
            throws Cielo24Exception {
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            Exchange answered =
                    template.send(uri, question -> question.getMessage().setHeaders(new HashMap<>(headers)));
            if (answered.getException() instanceof Cielo24Exception failed) {
                throw failed;
            }
            if (answered.getException() != null) {
                throw new Cielo24TransportException(null, "nothing was sent: " + answered.getException(), null);
            }
            return type.cast(answered.getMessage().getBody());
        } catch (IOException e) {
            throw new Cielo24TransportException(null, "nothing was sent: " + e, e);
        }
    }
}
