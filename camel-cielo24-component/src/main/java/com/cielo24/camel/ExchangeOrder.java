package com.cielo24.camel;

import java.util.LinkedHashMap;
import java.util.Map;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Fidelity;
import com.cielo24.client.Priority;
import com.cielo24.client.TranscriptionOrder;
import org.apache.camel.Message;

/**
 * Creates an order from a message. Headers take precedence over the options of the endpoint. The body is not used.
 *
 * @param jobId the job, for error messages
 */
record ExchangeOrder(Cielo24Endpoint endpoint, Message message, String jobId) {

    TranscriptionOrder order() throws Cielo24InvalidRequestException {
        TranscriptionOptions given = endpoint.getTranscription();
        ExchangeOptions options = new ExchangeOptions(message, jobId);
        Fidelity fidelity = options.value(Cielo24Constants.FIDELITY, Fidelity.class, given.getFidelity());
        if (fidelity == null) {
            throw new Cielo24InvalidRequestException(
                    jobId,
                    "no fidelity was given; set the header " + Cielo24Constants.FIDELITY + " or the option fidelity."
                            + " It decides what the order costs, so there is no default");
        }
        TranscriptionOrder order = new TranscriptionOrder(
                fidelity,
                options.value(Cielo24Constants.PRIORITY, Priority.class, given.getPriority()),
                options.value(Cielo24Constants.TURNAROUND_HOURS, Integer.class, given.getTurnaroundHours()),
                options.text(Cielo24Constants.TARGET_LANGUAGES, given.getTargetLanguages()),
                options.text(Cielo24Constants.CALLBACK_URL, given.getCallbackUrl()),
                furtherOptions(options, given.getOptions()));
        String problem = order.problem();
        if (problem != null) {
            throw new Cielo24InvalidRequestException(jobId, problem);
        }
        return order;
    }

    private Map<String, Object> furtherOptions(ExchangeOptions options, String given)
            throws Cielo24InvalidRequestException {
        if (message.getHeader(Cielo24Constants.OPTIONS) instanceof Map<?, ?> map) {
            Map<String, Object> named = new LinkedHashMap<>();
            map.forEach((name, value) -> named.put(String.valueOf(name), value));
            return named;
        }
        try {
            return TranscriptionOrder.readOptions(options.text(Cielo24Constants.OPTIONS, given));
        } catch (IllegalArgumentException e) {
            throw new Cielo24InvalidRequestException(
                    jobId,
                    "the header " + Cielo24Constants.OPTIONS + " or the option options is invalid: " + e.getMessage());
        }
    }
}
