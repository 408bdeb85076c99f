package com.cielo24.client.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.JobIds;
import com.cielo24.client.TranscriptionOrder;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.Request;

/** The call {@code /api/job/perform_transcription}. */
public final class Transcriptions {

    /** A parameter whose value is a secret. */
    static final String CALLBACK = "callback_url";

    private static final String PERFORM = "/api/job/perform_transcription";

    private final ServiceCalls calls;

    public Transcriptions(ServiceCalls calls) {
        this.calls = calls;
    }

    public String perform(String jobId, TranscriptionOrder order) throws Cielo24Exception {
        JobIds.require(jobId);
        String problem = order.problem();
        if (problem != null) {
            throw new Cielo24InvalidRequestException(jobId, problem);
        }
        calls.requireToken(jobId);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("job_id", jobId);
        parameters.putAll(order.parameters());
        try {
            Answer answer = calls.send(jobId, Request.get("order", PERFORM, parameters));
            return Answers.require(jobId, answer, "TaskId", "a task id");
        } catch (Cielo24UnknownOutcomeException e) {
            // a second order may be charged as well
            throw e.toReview("; check with jobInfo whether the job is ordered before it is ordered again");
        }
    }
}
