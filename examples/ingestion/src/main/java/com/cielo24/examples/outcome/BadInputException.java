package com.cielo24.examples.outcome;

/**
 * What was handed in cannot become the media of a job, so nothing is sent. The message says what is wrong and what to
 * do.
 */
public final class BadInputException extends Exception {

    private static final long serialVersionUID = 1L;

    public BadInputException(String reason) {
        super(reason);
    }
}
