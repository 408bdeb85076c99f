package com.cielo24.client.internal;

import java.util.concurrent.atomic.LongAdder;

/** Counts what sessions have done since they were created. */
public final class LoginCounters {

    private final LongAdder logins = new LongAdder();
    private final LongAdder failedLogins = new LongAdder();
    private final LongAdder resentRequests = new LongAdder();

    void loggedIn() {
        logins.increment();
    }

    void loginFailed() {
        failedLogins.increment();
    }

    void resent() {
        resentRequests.increment();
    }

    /**
     * @return the number of successful logins
     */
    public long getLogins() {
        return logins.sum();
    }

    /**
     * @return the number of failed logins
     */
    public long getFailedLogins() {
        return failedLogins.sum();
    }

    /**
     * @return the number of requests sent again with a new token because the service had refused the first one
     */
    public long getResentRequests() {
        return resentRequests.sum();
    }
}
