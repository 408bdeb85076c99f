package com.cielo24.simulator;

/** The service says no to a request, and why. Comments never repeat what the client sent: it may hold secrets. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ServiceError error;

    Refusal(String errorType, String errorComment) {
        super(errorType + ": " + errorComment, null, false, false);
        this.error = new ServiceError(errorType, errorComment);
    }

    ServiceError error() {
        return error;
    }
}
