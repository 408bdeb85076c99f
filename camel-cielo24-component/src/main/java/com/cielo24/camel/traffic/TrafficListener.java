package com.cielo24.camel.traffic;

/**
 * Notified of the events of each call, in order and never by two threads at a time. {@link #progressed} is called by a
 * separate thread, so that it does not delay the sender.
 */
public interface TrafficListener {

    /** The media is open, and the upload starts. */
    default void started(Call upload) {}

    /**
     * An upload is in progress. Called once a second.
     *
     * @param due whether its progress is due to be logged
     */
    default void progressed(Call upload, boolean due) {}

    /** A call has ended. */
    default void ended(Call call, Outcome outcome) {}
}
