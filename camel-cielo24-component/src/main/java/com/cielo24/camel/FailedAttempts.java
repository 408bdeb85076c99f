package com.cielo24.camel;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;

/** The failures of one call that is repeated during an outage. */
final class FailedAttempts {

    private Cielo24Exception last;
    private Cielo24Exception unknown;
    private int count;
    private int suspicious;

    void add(Cielo24Exception failure) {
        if (unknown != null && unknown != failure) {
            // a refusal may be the result of the earlier attempt
            failure.addSuppressed(unknown);
        }
        if (unknown == null && failure instanceof Cielo24UnknownOutcomeException) {
            unknown = failure;
        }
        if (!failure.isCertainOutage()) {
            suspicious++;
        }
        count++;
        last = failure;
    }

    boolean isEmpty() {
        return last == null;
    }

    int count() {
        return count;
    }

    /** The last failure, or {@code null}. */
    Cielo24Exception last() {
        return last;
    }

    /** How many may be due to the call itself. */
    int suspicious() {
        return suspicious;
    }

    /**
     * The outcome of a call that is not repeated because its route was stopped. It is retryable, whatever the last
     * failure was.
     *
     * @param route     and why it was paused, if it was
     * @param interrupt or {@code null}
     */
    Cielo24Exception stopped(String route, InterruptedException interrupt) {
        if (unknown != null) {
            return last instanceof Cielo24UnknownOutcomeException ? last : unknown;
        }
        if (last != null && last.isRetryable()) {
            return last;
        }
        Cielo24Exception stopped = new Cielo24TransportException(
                last == null ? null : last.getJobId(),
                (last == null ? "nothing was sent" : "it was not sent again")
                        + "; the route was stopped during an outage: " + route,
                interrupt);
        if (last != null) {
            // as a cause it would decide which onException Camel chooses
            stopped.addSuppressed(last);
        }
        return stopped;
    }
}
