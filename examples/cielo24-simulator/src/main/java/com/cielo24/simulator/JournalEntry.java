package com.cielo24.simulator;

/**
 * A request and its result.
 *
 * @param request as it arrived
 * @param status  of the answer; 0 where there is none, or none yet
 * @param result  for people: accepted, refused and why, failed by a fault, or broken off; null while in progress
 * @param bytes   of the body that were read until the answer
 */
public record JournalEntry(ReceivedRequest request, int status, String result, long bytes) {

    /** Whether it was answered, or came to another end. */
    public boolean isEnded() {
        return result != null;
    }

    /** With tokens, passwords and keys masked, and control characters escaped. */
    @Override
    public String toString() {
        return request + " -> " + (isEnded() ? status + " " + Printable.of(result) : "in progress");
    }
}
