package com.cielo24.simulator;

import java.time.Instant;

/**
 * One attempt to call back. {@link #toString()} never shows the URL, which may hold secrets.
 *
 * @param jobId   the job, in lower case; {@code -} where a test asked for the callback
 * @param url     with its tags filled in
 * @param attempt 1, and up to 4 where it is sent again
 * @param sentAt  when the attempt began
 * @param status  of the answer; 0 where there was none
 * @param result  for people
 */
public record Callback(String jobId, String url, int attempt, Instant sentAt, int status, String result) {

    @Override
    public String toString() {
        return "Callback[job " + jobId + ", attempt " + attempt + ", " + sentAt + ", " + result + "]";
    }
}
