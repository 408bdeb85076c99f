package com.cielo24.client.internal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import com.cielo24.client.CaptionFormat;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.JobIds;
import com.cielo24.client.TextType;
import com.cielo24.client.TranscriptionOrder;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.Request;
import org.apache.hc.core5.http.ContentType;

/** The calls {@code /api/job/perform_transcription}, {@code get_caption} and {@code get_transcript}. */
public final class Transcriptions {

    /** A parameter whose value is a secret. */
    static final String CALLBACK = "callback_url";

    private static final String PERFORM = "/api/job/perform_transcription";
    private static final String CAPTION = "/api/job/get_caption";
    private static final String TRANSCRIPT = "/api/job/get_transcript";

    private static final String FORMAT = "caption_format";
    private static final Pattern NAME = Pattern.compile("[a-z_]+");
    private static final Set<String> RESERVED = Set.of("v", "api_token", "job_id", FORMAT);

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

    public TextType caption(String jobId, CaptionFormat format, Map<String, String> parameters, OutputStream to)
            throws Cielo24Exception {
        JobIds.require(jobId);
        if (format == null) {
            throw new Cielo24InvalidRequestException(jobId, "no caption format was given");
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put(FORMAT, format.name());
        all.putAll(checked(jobId, parameters));
        // captions for people who do not hear; the service's default is the opposite
        all.putIfAbsent("remove_sound_references", "false");
        return text(jobId, "captions", CAPTION, all, to);
    }

    public TextType transcript(String jobId, Map<String, String> parameters, OutputStream to) throws Cielo24Exception {
        JobIds.require(jobId);
        return text(jobId, "transcript", TRANSCRIPT, checked(jobId, parameters), to);
    }

    private static Map<String, String> checked(String jobId, Map<String, String> parameters)
            throws Cielo24InvalidRequestException {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (!NAME.matcher(name).matches() || RESERVED.contains(name) || parameter.getValue() == null) {
                throw new Cielo24InvalidRequestException(
                        jobId,
                        "'" + Texts.oneLine(name)
                                + "' cannot be a parameter here; use the names of the service, such as"
                                + " iwp_name, and a value for each");
            }
        }
        return parameters;
    }

    private TextType text(String jobId, String what, String path, Map<String, String> parameters, OutputStream to)
            throws Cielo24Exception {
        calls.requireToken(jobId);
        Map<String, String> all = new LinkedHashMap<>();
        all.put("job_id", jobId);
        all.putAll(parameters);
        AtomicLong length = new AtomicLong();
        Answer answer =
                calls.send(jobId, Request.get("request", path, all).readBy(body -> length.set(body.transferTo(to))));
        if (length.get() == 0) {
            // it would be the same each time if the media is silent
            throw Cielo24UnknownOutcomeException.toReview(
                    jobId,
                    "the service answered " + answer.status() + " with empty text. Play the media: if it is not"
                            + " silent, get the " + what + " again",
                    null);
        }
        ContentType type = answer.contentType() == null ? null : ContentType.parseLenient(answer.contentType());
        return type == null
                ? new TextType("text/plain", StandardCharsets.UTF_8)
                : new TextType(type.getMimeType(), type.getCharset(StandardCharsets.UTF_8));
    }
}
