package com.cielo24.examples.queue;

import java.util.LinkedHashMap;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.examples.outcome.BadInputException;

/**
 * The field {@code createJob} of a message: the job that is to be made for its media.
 */
final class NewJob {

    private static final String EXTERNAL_ID = "externalId";
    private static final String EXPECTED_SPEAKERS = "expectedSpeakers";
    private static final Map<String, String> HEADERS = Map.of(
            EXTERNAL_ID,
            Cielo24Constants.EXTERNAL_ID,
            "jobName",
            Cielo24Constants.JOB_NAME,
            "language",
            Cielo24Constants.LANGUAGE,
            "subAccount",
            Cielo24Constants.SUB_ACCOUNT,
            "requestor",
            Cielo24Constants.REQUESTOR,
            "reference",
            Cielo24Constants.REFERENCE,
            EXPECTED_SPEAKERS,
            Cielo24Constants.EXPECTED_SPEAKERS);

    private NewJob() {}

    /**
     * @param  createJob what the message has
     * @return           the headers of {@code cielo24:createJob}
     */
    static Map<String, Object> headers(Object createJob) throws BadInputException {
        if (!(createJob instanceof Map<?, ?> fields)) {
            throw new BadInputException("createJob must be an object, such as {} or {\"jobName\": \"...\"}");
        }
        Map<String, Object> headers = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String header = HEADERS.get(field.getKey());
            if (header == null) {
                throw new BadInputException("createJob has an unknown field '" + field.getKey() + "'; known are "
                        + String.join(", ", HEADERS.keySet().stream().sorted().toList()));
            }
            headers.put(header, value(field.getKey().toString(), field.getValue()));
        }
        return headers;
    }

    private static Object value(String name, Object value) throws BadInputException {
        if (name.equals(EXPECTED_SPEAKERS)) {
            if (value instanceof Integer speakers && speakers > 0) {
                return speakers;
            }
            throw new BadInputException("createJob's " + name + " must be a number of 1 or more");
        }
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new BadInputException("createJob's " + name + " must be a string that is not empty");
    }
}
