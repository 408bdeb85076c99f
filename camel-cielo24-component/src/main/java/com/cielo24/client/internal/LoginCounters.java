package com.cielo24.client.internal;

import java.util.concurrent.atomic.LongAdder;

/** What the sessions of a component have done since it was made. */
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
     * @return how many logins gave a token
     */
    public long getLogins() {
        return logins.sum();
    }

    /**
     * @return how many logins were sent and gave none
     */
    public long getFailedLogins() {
        return failedLogins.sum();
    }

    /**
     * @return how many requests were sent once more with a new token, as the service had refused the first
     */
    public long getResentRequests() {
        return resentRequests.sum();
    }
}
