package com.cielo24.simulator;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A fault in JSON, such as {@code {"fault":"status","code":503,"retryAfter":1,"times":3}}.
 *
 * @param jobId the job it is for; null for the next requests, whatever their job
 * @param path the call it is for, such as {@code /api/account/login}; null for add_media, or for the call of the fault
 * @param times how many requests meet it, 1 by default
 * @param always true if every request meets it, whatever {@code times} says
 */
record FaultRequest(Fault fault, String jobId, String path, int times, boolean always) {
    private static final int MAX_TIMES = 100_000;
    private static final Set<String> COMMON_FIELDS = Set.of("fault", "jobId", "path", "times", "always");
    private static final Map<String, Form> FORMS = new LinkedHashMap<>();

    /** The fields of a fault, and how to create it from them. */
    private record Form(List<String> fields, Function<JsonNode, Fault> maker) {}

    static {
        FORMS.put("status", new Form(List.of("code", "retryAfter", "location", "body", "kept"), FaultRequest::status));
        FORMS.put("garbage", new Form(List.of("kept"), json -> Fault.garbage().kept(flag(json, "kept"))));
        FORMS.put("emptyOk", new Form(List.of("kept"), json -> Fault.emptyOk().kept(flag(json, "kept"))));
        FORMS.put("answerLate", new Form(List.of("delayMillis"), json -> new Fault.AnswerLate(delay(json))));
        FORMS.put("mediaFailure", new Form(List.of(), json -> new Fault.MediaFailure()));
        FORMS.put("overdue", new Form(List.of("delayMillis"), json -> new Fault.Overdue(delay(json))));
        FORMS.put("callbackLate", new Form(List.of("delayMillis"), json -> new Fault.CallbackLate(delay(json))));
        FORMS.put("callbackLost", new Form(List.of(), json -> new Fault.CallbackLost()));
        FORMS.put(
                "callbackRepeated",
                new Form(List.of("copies"), json -> new Fault.CallbackRepeated((int) between(json, "copies", 2, 100))));
        FORMS.put("callbackEarly", new Form(List.of(), json -> new Fault.CallbackEarly()));
        FORMS.put("callbackForged", new Form(List.of(), json -> new Fault.CallbackForged()));
        FORMS.put("neverAnswer", new Form(List.of(), json -> new Fault.NeverAnswer()));
        FORMS.put("answerEarly", new Form(List.of("code", "errorType", "errorComment"), FaultRequest::answerEarly));
        FORMS.put(
                "cutOffAnswer",
                new Form(
                        List.of("afterBytes"),
                        json -> new Fault.CutOffAnswer((int) between(json, "afterBytes", 0, Integer.MAX_VALUE))));
        FORMS.put(
                "trickledAnswer",
                new Form(
                        List.of("bytesPerSecond"),
                        json -> new Fault.TrickledAnswer((int) between(json, "bytesPerSecond", 1, 1_000_000))));
        FORMS.put("dropBeforeBody", new Form(List.of(), json -> new Fault.DropBeforeBody()));
        FORMS.put(
                "dropDuringBody",
                new Form(List.of("afterBytes"), json -> new Fault.DropDuringBody(number(json, "afterBytes", 0))));
        FORMS.put("dropAfterBody", new Form(List.of("kept"), json -> new Fault.DropAfterBody(flag(json, "kept"))));
        FORMS.put(
                "stopReading",
                new Form(List.of("afterBytes"), json -> new Fault.StopReading(number(json, "afterBytes", 0))));
        FORMS.put(
                "slowReading",
                new Form(List.of("bytesPerSecond"), json -> new Fault.SlowReading(number(json, "bytesPerSecond", 1))));
    }

    /**
     * @throws IllegalArgumentException if it is not one; the message says why
     */
    static FaultRequest parse(String text) {
        try {
            JsonNode json = Json.read(text);
            Form form = FORMS.get(text(json, "fault", ""));
            if (form == null) {
                throw new IllegalArgumentException("there is no such fault");
            }
            checkFields(json, form);
            int times = json.has("times") ? (int) between(json, "times", 1, MAX_TIMES) : 1;
            String jobId = text(json, "jobId", null);
            String path = text(json, "path", null);
            boolean always = flag(json, "always");
            if (jobId != null && path != null) {
                throw new IllegalArgumentException("either jobId or path");
            }
            if (always && (jobId != null || path != null || json.has("times"))) {
                throw new IllegalArgumentException("always goes with neither jobId nor path nor times");
            }
            return new FaultRequest(form.maker().apply(json), jobId, path, times, always);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    void applyTo(Faults faults) {
        if (always) {
            faults.always(fault);
        } else if (path != null) {
            faults.forCall(path, fault, times);
        } else if (jobId != null) {
            faults.forJob(jobId, fault, times);
        } else {
            faults.next(fault, times);
        }
    }

    /** The known faults and their fields, for people. */
    static String known() {
        return FORMS.entrySet().stream()
                .map(form -> "  {\"fault\":\"" + form.getKey() + "\""
                        + form.getValue().fields().stream()
                                .map(field -> ",\"" + field + "\":…")
                                .collect(Collectors.joining())
                        + "}")
                .collect(Collectors.joining(
                        "\n",
                        "Known faults, each also with \"jobId\" or \"path\" and \"times\", or with \"always\":true:\n",
                        "\n"));
    }

    private static void checkFields(JsonNode json, Form form) {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!COMMON_FIELDS.contains(name) && !form.fields().contains(name)) {
                throw new IllegalArgumentException("this fault has no such field");
            }
        }
    }

    private static Fault status(JsonNode json) {
        int code = (int) between(json, "code", 200, 599);
        Fault.Status status = json.has("retryAfter")
                ? Fault.status(code, (int) between(json, "retryAfter", 0, Integer.MAX_VALUE))
                : Fault.status(code);
        Map<String, String> headers = new LinkedHashMap<>(status.headers());
        if (json.has("location")) {
            headers.put("Location", oneLine(json, "location"));
        }
        String body = text(json, "body", status.body());
        return new Fault.Status(code, headers, body, flag(json, "kept"));
    }

    private static String oneLine(JsonNode json, String field) {
        String text = text(json, field, "");
        if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException(field + " must be printable ASCII");
        }
        return text;
    }

    private static String text(JsonNode json, String field, String otherwise) {
        if (json.has(field) && !json.get(field).isTextual()) {
            throw new IllegalArgumentException(field + " must be a string");
        }
        return json.path(field).asText(otherwise);
    }

    private static Duration delay(JsonNode json) {
        return Duration.ofMillis(number(json, "delayMillis", 0));
    }

    private static Fault answerEarly(JsonNode json) {
        return new Fault.AnswerEarly(
                (int) between(json, "code", 200, 599),
                text(json, "errorType", ServiceError.INVALID_QUERY),
                text(json, "errorComment", "Answered before the body"));
    }

    private static long number(JsonNode json, String field, long min) {
        return between(json, field, min, Long.MAX_VALUE / 1_000_000);
    }

    private static long between(JsonNode json, String field, long min, long max) {
        JsonNode value = json.path(field);
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < min || value.asLong() > max) {
            throw new IllegalArgumentException(field + " must be a whole number from " + min + " to " + max);
        }
        return value.asLong();
    }

    private static boolean flag(JsonNode json, String field) {
        if (json.has(field) && !json.get(field).isBoolean()) {
            throw new IllegalArgumentException(field + " must be true or false");
        }
        return json.path(field).asBoolean();
    }
}
