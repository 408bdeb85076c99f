package com.cielo24.camel;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;

import static org.assertj.core.api.Assertions.assertThat;

/** A task id that tells for which job it was given, so that no exchange can pass with the answer of another. */
final class OwnTask {

    private static final Pattern JOB = Pattern.compile("[?&]job_id=([0-9a-f]+)");

    private OwnTask() {}

    /** A job id of its own for each number. */
    static String job(long number) {
        return "%032x".formatted(number);
    }

    static String of(String job) {
        return "7a5c" + job;
    }

    static Map<String, Object> headers(String job) {
        return Map.of(Cielo24Constants.JOB_ID, job);
    }

    /** The job of the request in hand, or an empty text. */
    static String jobOf(RawService.Peer peer) {
        Matcher job = JOB.matcher(peer.head());
        return job.find() ? job.group(1) : "";
    }

    static String json(String job) {
        return "{ \"TaskId\" : \"" + of(job) + "\" }";
    }

    /** Reads the whole request and answers it. */
    static void added(RawService.Peer peer) throws IOException {
        peer.readBody();
        peer.answer(200, json(jobOf(peer)));
    }

    static void assertAdded(Exchange exchange, String job) {
        assertThat(exchange.getException()).as("job " + job).isNull();
        assertThat(exchange.getMessage().getBody()).as("task of job " + job).isEqualTo(of(job));
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.TASK_ID)).isEqualTo(of(job));
    }
}
