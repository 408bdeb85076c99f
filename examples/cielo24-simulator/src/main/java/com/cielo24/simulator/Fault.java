package com.cielo24.simulator;

import java.time.Duration;
import java.util.Map;

/**
 * A simulated failure of one request. Faults apply before the request is checked, and so to invalid requests as well. If
 * nothing is kept, the job still accepts media afterwards. An impossible fault, such as a status of 7, causes an
 * {@link IllegalArgumentException}.
 */
public sealed interface Fault {

    /**
     * Serves the request as usual, then delays the answer. The media is attached before the delay.
     *
     * @param delay 0 to 365 days
     */
    record AnswerLate(Duration delay) implements Fault {
        public AnswerLate {
            checkDelay(delay);
        }
    }

    /**
     * Reads the whole body, then holds the connection open without an answer until the simulator is closed. Nothing is
     * kept.
     */
    record NeverAnswer() implements Fault {}

    /**
     * Reads the whole body, then gives this answer.
     *
     * @param code 200 to 599
     * @param headers each a name and a value on one line
     * @param kept true to carry out the request nevertheless, for example to attach the media to its job
     */
    record Status(int code, Map<String, String> headers, String body, boolean kept) implements Fault {
        public Status {
            checkCode(code);
            check(headers != null && body != null, "a status has headers and a body, which may be empty");
            headers.forEach(Fault::checkHeader);
            headers = Map.copyOf(headers);
        }

        /** Keeps nothing. */
        public Status(int code, Map<String, String> headers, String body) {
            this(code, headers, body, false);
        }

        /** The same answer, with the request carried out or not. */
        public Status kept(boolean isKept) {
            return new Status(code, headers, body, isKept);
        }
    }

    /** Closes the connection right after the headers. */
    record DropBeforeBody() implements Fault {}

    /**
     * Closes the connection once that many bytes of the body were read, or at its end if it is shorter. Nothing is
     * kept.
     */
    record DropDuringBody(long afterBytes) implements Fault {
        public DropDuringBody {
            checkBytes(afterBytes);
        }
    }

    /**
     * Reads the whole body and closes the connection without an answer.
     *
     * @param kept true to attach the media to its job nevertheless, which the client cannot know
     */
    record DropAfterBody(boolean kept) implements Fault {}

    /** Reads that many bytes of the body, then no more, and holds the connection open until the simulator is closed. */
    record StopReading(long afterBytes) implements Fault {
        public StopReading {
            checkBytes(afterBytes);
        }
    }

    /**
     * Serves the request as usual, but reads the body at this rate. What fits into socket buffers still arrives
     * immediately.
     */
    record SlowReading(long bytesPerSecond) implements Fault {
        public SlowReading {
            check(bytesPerSecond >= 1, "bytesPerSecond must be at least 1");
        }
    }

    /**
     * Answers with an error immediately after the headers. Then reads and discards some of the body, so that the answer
     * arrives, and closes the connection.
     *
     * @param code 200 to 599
     */
    record AnswerEarly(int code, String errorType, String errorComment) implements Fault {
        public AnswerEarly {
            checkCode(code);
            check(errorType != null && errorComment != null, "an error has a type and a comment");
        }
    }

    /**
     * Serves the request as usual, sends that many bytes of the answer, its headers included, and closes the
     * connection.
     */
    record CutOffAnswer(int afterBytes) implements Fault {
        public CutOffAnswer {
            checkBytes(afterBytes);
        }
    }

    /** Serves the request as usual, and sends the answer at this rate. */
    record TrickledAnswer(int bytesPerSecond) implements Fault {
        public TrickledAnswer {
            check(bytesPerSecond >= 1, "bytesPerSecond must be at least 1");
        }
    }

    /**
     * A fault of an order rather than of its request, which is served as usual. Such faults apply to {@code
     * /api/job/perform_transcription} only.
     */
    sealed interface OfOrder extends Fault {}

    /** The job ends as {@code Media Failure} when it would complete. Nothing is called back. */
    record MediaFailure() implements OfOrder {}

    /**
     * The job is due when it starts, and completes later than usual.
     *
     * @param delay 0 to 365 days
     */
    record Overdue(Duration delay) implements OfOrder {
        public Overdue {
            checkDelay(delay);
        }
    }

    /**
     * The job completes as usual, and its callback is sent later.
     *
     * @param delay 0 to 365 days
     */
    record CallbackLate(Duration delay) implements OfOrder {
        public CallbackLate {
            checkDelay(delay);
        }
    }

    /** The callback is never sent. */
    record CallbackLost() implements OfOrder {}

    /**
     * The callback is sent that many times at once.
     *
     * @param times 2 to 100
     */
    record CallbackRepeated(int times) implements OfOrder {
        public CallbackRepeated {
            check(times >= 2 && times <= 100, "times must be 2 to 100");
        }
    }

    /** The callback is also sent when the job starts, and is not complete. */
    record CallbackEarly() implements OfOrder {}

    /**
     * When the job starts, and is not complete, somebody who does not know the URL calls: with the last part of its path
     * replaced. The callback itself is sent as usual.
     */
    record CallbackForged() implements OfOrder {}

    /** An answer that sends the client elsewhere. */
    static Status redirect(int code, String location) {
        return new Status(code, Map.of("Location", location), "");
    }

    /** An answer with this status, such as a gateway gives: not in the service's error format. */
    static Status status(int code) {
        return new Status(code, Map.of("Content-Type", "text/html"), "<html><body>" + code + "</body></html>");
    }

    /**
     * The same, with a Retry-After header.
     *
     * @param retryAfterSeconds at least 0
     */
    static Status status(int code, int retryAfterSeconds) {
        check(retryAfterSeconds >= 0, "retryAfterSeconds must be at least 0");
        return new Status(
                code,
                Map.of("Content-Type", "text/html", "Retry-After", Integer.toString(retryAfterSeconds)),
                "<html><body>" + code + "</body></html>");
    }

    /** A 200 that is no JSON. */
    static Status garbage() {
        return new Status(200, Map.of("Content-Type", "application/json"), "<<< this is not JSON \u0001 >>>");
    }

    /** A 200 without a task id. */
    static Status emptyOk() {
        return new Status(200, Map.of("Content-Type", "application/json"), "{}");
    }

    private static void checkDelay(Duration delay) {
        check(
                delay != null && !delay.isNegative() && delay.compareTo(Duration.ofDays(365)) <= 0,
                "the delay must be 0 to 365 days");
    }

    private static void checkCode(int code) {
        check(code >= 200 && code <= 599, "the code must be 200 to 599");
    }

    private static void checkBytes(long afterBytes) {
        check(afterBytes >= 0, "afterBytes must be at least 0");
    }

    private static void checkHeader(String name, String value) {
        check(name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+"), "the name of a header must be a token of HTTP");
        check(
                value.chars().allMatch(c -> c >= ' ' && c <= 0xff && c != 0x7f || c == '\t'),
                "the value of a header must be one line of Latin-1");
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
