package com.cielo24.client;

import java.util.concurrent.Executor;

/** What the {@link Watchdog} looks after. None of these methods waits for anything. */
interface Watched {

    /** Whether the next {@link #check} needs to know what the system still holds of what was sent. */
    default boolean needsQueues() {
        return false;
    }

    /**
     * Called ten times a second.
     *
     * @param helpers run what may have to wait
     * @param queues  what the system holds; empty where nobody needs it in this round
     */
    void check(Executor helpers, SendQueues queues);

    /**
     * The component is being stopped: ends it, whatever it is waiting for.
     *
     * @param helpers as above
     */
    void stop(Executor helpers);
}
