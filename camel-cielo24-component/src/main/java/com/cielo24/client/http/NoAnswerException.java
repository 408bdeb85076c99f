package com.cielo24.client.http;

/**
 * A request got no answer. Neither its message nor its cause is masked yet.
 */
public final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean everythingSent;
    private final boolean local;

    /**
     * @param local whether the cause lies in this process
     */
    NoAnswerException(String reason, Throwable cause, boolean everythingSent, boolean local) {
        super(reason, cause);
        this.everythingSent = everythingSent;
        this.local = local;
    }

    /**
     * @return whether the service may have the whole request
     */
    public boolean isEverythingSent() {
        return everythingSent;
    }

    /**
     * @return whether the cause lies in this process, so that it says nothing about the service
     */
    public boolean isLocal() {
        return local;
    }
}
