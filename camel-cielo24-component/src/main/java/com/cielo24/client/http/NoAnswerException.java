package com.cielo24.client.http;

/**
 * A request got no answer, or one that cannot be read. Neither its message nor its cause is masked yet.
 */
public final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean everythingSent;
    private final boolean local;
    private final boolean unreachable;
    private final boolean unreadable;

    /**
     * @param local       whether the cause lies in this process
     * @param unreachable whether there was no connection to the service
     */
    NoAnswerException(String reason, Throwable cause, boolean everythingSent, boolean local, boolean unreachable) {
        this(reason, cause, everythingSent, local, unreachable, false);
    }

    private NoAnswerException(
            String reason,
            Throwable cause,
            boolean everythingSent,
            boolean local,
            boolean unreachable,
            boolean unreadable) {
        super(reason, cause);
        this.everythingSent = everythingSent;
        this.local = local;
        this.unreachable = unreachable;
        this.unreadable = unreadable;
    }

    /** The service answered with success, but the body could not be read or stored. */
    static NoAnswerException unreadable(String reason, Throwable cause, boolean local) {
        return new NoAnswerException(reason, cause, true, local, false, true);
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

    /**
     * @return whether there was no connection to the service, so that the request cannot be the reason
     */
    public boolean isUnreachable() {
        return unreachable;
    }

    /**
     * @return whether there was an answer, which could not be read
     */
    public boolean isUnreadable() {
        return unreadable;
    }
}
