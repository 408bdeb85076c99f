package com.cielo24.camel.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * What came of one call. Holds no secret.
 *
 * @param at        when it ended
 * @param operation of the endpoint, such as {@code addMedia}
 * @param mode      what went to the service
 * @param jobId     the job; {@code null} if none was given, or what was given is no job id
 * @param type      how it ended
 * @param size      of an upload in bytes; 0 for anything else
 * @param sent      bytes of it that were handed to the network
 * @param took      from the exchange's arrival at the endpoint, spooling and logging in included
 * @param taskId    that the service gave, or {@code null}
 * @param reason    why it failed, with all secrets masked; {@code null} if it did not
 * @param errorType the service's own name of an error, or {@code null}
 */
public record Outcome(
        Instant at,
        String operation,
        CallMode mode,
        String jobId,
        OutcomeType type,
        long size,
        long sent,
        Duration took,
        String taskId,
        String reason,
        String errorType) {

    /**
     * @return bytes sent a second over the whole call
     */
    public double rate() {
        return took.isZero() ? 0 : sent * 1e9 / took.toNanos();
    }
}
