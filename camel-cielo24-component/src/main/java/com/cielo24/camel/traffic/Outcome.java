package com.cielo24.camel.traffic;

import java.time.Duration;
import java.time.Instant;

/**
 * The outcome of one call. Contains no secret.
 *
 * @param at        when it ended
 * @param operation of the endpoint, such as {@code addMedia}
 * @param mode      what was sent to the service
 * @param jobId     the job; {@code null} if there was none, or the id was invalid
 * @param type      how it ended
 * @param size      of an upload in bytes; 0 for anything else
 * @param sent      bytes of the upload passed to the network
 * @param duration  from the exchange's arrival at the endpoint, including spooling and login
 * @param taskId    the service's task id, or {@code null}
 * @param reason    why it failed, with all secrets masked; {@code null} if it succeeded
 * @param errorType the service's name for the error, or {@code null}
 */
public record Outcome(
        Instant at,
        String operation,
        CallMode mode,
        String jobId,
        OutcomeType type,
        long size,
        long sent,
        Duration duration,
        String taskId,
        String reason,
        String errorType) {

    /**
     * @return bytes sent per second over the whole call
     */
    public double rate() {
        return duration.isZero() ? 0 : sent * 1e9 / duration.toNanos();
    }
}
