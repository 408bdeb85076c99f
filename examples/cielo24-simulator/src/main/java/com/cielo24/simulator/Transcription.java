package com.cielo24.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The transcription of a job, which its first order starts. Its state follows from the time; nothing runs meanwhile.
 *
 * @param orders       one at least; later ones change nothing but the callbacks
 * @param held         whether it starts when it is authorized, rather than when it is ordered
 * @param turnaround   from the start to the due date
 * @param takes        from the start to the end
 * @param fails        whether it ends as a media failure
 * @param authorizedAt null before it is authorized
 */
record Transcription(
        List<Order> orders, boolean held, Duration turnaround, Duration takes, boolean fails, Instant authorizedAt) {

    static final String PENDING = "Pending";
    private static final String AUTHORIZING = "Authorizing";
    private static final String IN_PROCESS = "In Process";
    private static final String COMPLETE = "Complete";
    private static final String MEDIA_FAILURE = "Media Failure";

    Transcription {
        orders = List.copyOf(orders);
    }

    Transcription with(Order another) {
        return new Transcription(
                Stream.concat(orders.stream(), Stream.of(another)).toList(),
                held,
                turnaround,
                takes,
                fails,
                authorizedAt);
    }

    Transcription authorized(Instant at) {
        return new Transcription(orders, held, turnaround, takes, fails, at);
    }

    Order order() {
        return orders.get(0);
    }

    boolean isAuthorizing() {
        return held && authorizedAt == null;
    }

    Optional<Instant> startedAt() {
        return Optional.ofNullable(held ? authorizedAt : order().orderedAt());
    }

    Optional<Instant> dueAt() {
        return startedAt().map(start -> start.plus(turnaround));
    }

    /** When it completes or fails, also where that is still to come. */
    Optional<Instant> endsAt() {
        return startedAt().map(start -> start.plus(takes));
    }

    Optional<Instant> completedAt(Instant now) {
        return endsAt().filter(end -> !fails && !end.isAfter(now));
    }

    boolean isComplete() {
        return completedAt(Instant.now()).isPresent();
    }

    String status(Instant now) {
        if (isAuthorizing()) {
            return AUTHORIZING;
        }
        if (endsAt().orElseThrow().isAfter(now)) {
            return IN_PROCESS;
        }
        return fails ? MEDIA_FAILURE : COMPLETE;
    }
}
