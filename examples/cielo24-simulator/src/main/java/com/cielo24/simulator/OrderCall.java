package com.cielo24.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /api/job/perform_transcription}.
 *
 * @param settings how long a transcription takes, and whether it waits for {@code /api/job/authorize}
 */
record OrderCall(
        Sessions sessions,
        JobStore jobs,
        MediaStore media,
        Transcriptions transcriptions,
        Callbacks callbacks,
        TranscriptionSettings settings)
        implements ServiceCall {

    static final String PATH = "/api/job/perform_transcription";

    private static final Map<String, ParameterRule> RULES = new LinkedHashMap<>();

    static {
        RULES.put("transcription_fidelity", ParameterRule.oneOf(Order.FIDELITIES.keySet()));
        RULES.put("priority", ParameterRule.oneOf(Order.TURNAROUND_HOURS.keySet()));
        RULES.put("turnaround_hours", ParameterRule.matching("0*[1-9][0-9]{0,4}", "a number of hours, 1 to 99999"));
        RULES.put("target_language", ParameterRule.matching("[\\w-]+(,[\\w-]+)*", "languages, separated by commas"));
        RULES.put("standard_product", ParameterRule.matching("true|false|[ynft]", "one of true, false, y, n, t, f"));
        RULES.put("options", ParameterRule.TEXT);
        RULES.put("callback_url", ParameterRule.TEXT);
        RULES.put("job_id", ParameterRule.TEXT);
    }

    @Override
    public Verdict serve(Call call) throws Refusal, StorageException {
        Authorized authorized = Authorized.of(call, sessions, RULES.keySet());
        Query query = authorized.query();
        String jobId = authorized.job(jobs);
        query.require("transcription_fidelity");
        query.require("priority");
        ParameterRule.check(query, RULES);
        Optional<String> given = query.value("options");
        OrderOptions options = given.isPresent() ? OrderOptions.parse(given.get()) : OrderOptions.NONE;
        Optional<String> callbackUrl = query.value("callback_url");
        if (callbackUrl.isPresent()) {
            CallbackUrl.check(callbackUrl.get(), options);
        }
        if (media.of(jobId).isEmpty()) {
            throw new Refusal(ServiceError.INVALID_QUERY, "The job has no media: add it before the order");
        }
        Order order = order(jobId, query);
        Optional<Fault.OfOrder> fault = call.faultOfOrder();
        fault.ifPresent(it -> callbacks.misbehave(order, it));
        Transcription transcription = transcriptions.add(transcription(order, fault));
        if (!transcription.isAuthorizing()) {
            callbacks.schedule(order, transcription);
        }
        String taskId = order.taskId();
        return new Verdict(Answer.taskId(taskId), "ordered as task " + taskId);
    }

    private static Order order(String jobId, Query query) throws Refusal {
        Map<String, String> parameters = new LinkedHashMap<>(query.parameters());
        parameters.keySet().removeAll(Set.of("v", "api_token"));
        return new Order(
                jobId,
                HexId.random(),
                query.require("transcription_fidelity"),
                query.require("priority"),
                parameters,
                Instant.now());
    }

    private Transcription transcription(Order order, Optional<Fault.OfOrder> fault) {
        Duration turnaround = settings.turnaroundHour().multipliedBy(order.turnaroundHours());
        Duration delay = Duration.ZERO;
        if (fault.orElse(null) instanceof Fault.Overdue overdue) {
            turnaround = Duration.ZERO;
            delay = overdue.delay();
        }
        return new Transcription(
                List.of(order),
                settings.held(),
                turnaround,
                settings.takes().plus(delay),
                fault.orElse(null) instanceof Fault.MediaFailure,
                null);
    }
}
