package com.cielo24.camel.traffic;

/**
 * Is told what happens to each call, in order and never by two threads at once. {@link #moved} comes from a thread of
 * its own, so that it costs the sender nothing.
 */
public interface TrafficListener {

    /** The media is ready, and is sent from now on. */
    default void started(Call upload) {}

    /**
     * An upload is still under way: told once a second.
     *
     * @param due whether it is time for a line in the log
     */
    default void moved(Call upload, boolean due) {}

    /** A call is over. */
    default void ended(Call call, Outcome outcome) {}
}
