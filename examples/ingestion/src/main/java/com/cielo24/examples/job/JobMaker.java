package com.cielo24.examples.job;

import java.util.HashMap;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Gives media the one job that is its own: the job is created, or found by its external id where it exists. Safe for any
 * number of threads and processes.
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
        Exchange answered = template.send("cielo24:createJob?onExisting=find", question -> question.getMessage()
                .setHeaders(new HashMap<>(job)));
        Exception failure = answered.getException();
        if (failure instanceof Cielo24Exception failed && !(failed instanceof Cielo24UnknownOutcomeException)) {
            throw failed;
        }
        if (failure != null) {
            throw new Cielo24TransportException(
                    null,
                    "nothing was sent, as its job could not be made: " + failure.getMessage(),
                    failure,
                    failure instanceof Cielo24Exception failed ? failed.getRetryAfter() : null);
        }
        return answered.getMessage().getHeader(Cielo24Constants.JOB_ID, String.class);
    }
}
