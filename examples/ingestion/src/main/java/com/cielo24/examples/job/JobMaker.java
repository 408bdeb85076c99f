package com.cielo24.examples.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Gives media the one job that is its own. The service refuses a second job with the same external id, so a job is made
 * without asking first; where that is refused, or nobody knows what came of it, the job is found. Safe for any number of
 * threads and processes.
 */
public final class JobMaker {

    private final ProducerTemplate template;

    /**
     * @param template of a context whose {@code cielo24} component is asked
     */
    public JobMaker(ProducerTemplate template) {
        this.template = template;
    }

    /**
     * @param  job              the headers of {@code cielo24:createJob}, {@link Cielo24Constants#EXTERNAL_ID} among them
     * @return                  the id of the job, whether it was made now or before
     * @throws Cielo24Exception if there is none; no media was sent, so what is retryable may be sent later
     */
    public String makeOrFind(Map<String, Object> job) throws Cielo24Exception {
        try {
            return ask("cielo24:createJob", job, String.class);
        } catch (Cielo24ServiceException e) {
            if (e.isRetryable()) {
                throw e;
            }
            // maybe because an earlier attempt had made it
            return find(job, e);
        } catch (Cielo24UnknownOutcomeException e) {
            return find(job, nothingSent("its job could not be made", e));
        }
    }

    /**
     * @param otherwise thrown if there is no such job
     */
    private String find(Map<String, Object> job, Cielo24Exception otherwise) throws Cielo24Exception {
        String externalId = Cielo24Constants.EXTERNAL_ID;
        List<?> jobs;
        try {
            jobs = ask("cielo24:findJob", Map.of(externalId, job.get(externalId)), List.class);
        } catch (Cielo24UnknownOutcomeException e) {
            throw nothingSent("its job could not be found", e);
        }
        if (jobs.isEmpty()) {
            throw otherwise;
        }
        return jobs.get(0).toString();
    }

    private <T> T ask(String uri, Map<String, Object> headers, Class<T> type) throws Cielo24Exception {
        Exchange answered = template.send(uri, question -> question.getMessage().setHeaders(new HashMap<>(headers)));
        if (answered.getException() instanceof Cielo24Exception failed) {
            throw failed;
        }
        if (answered.getException() != null) {
            throw nothingSent(uri + " failed", answered.getException());
        }
        return type.cast(answered.getMessage().getBody());
    }

    private static Cielo24TransportException nothingSent(String why, Exception cause) {
        return new Cielo24TransportException(
                null,
                "nothing was sent, as " + why + ": " + cause.getMessage(),
                cause,
                cause instanceof Cielo24Exception failed ? failed.getRetryAfter() : null);
    }
}
