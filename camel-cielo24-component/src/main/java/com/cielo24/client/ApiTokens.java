package com.cielo24.client;

import java.time.Instant;

/** Where requests get their token. Safe for any number of threads. */
sealed interface ApiTokens permits FixedToken, Session {

    /**
     * Says early, before any media is opened, that there is no token to be had.
     *
     * @throws Cielo24Exception if there can be none, or none for now
     */
    void require(String jobId) throws Cielo24Exception;

    /**
     * A token for one request; may have to log in first.
     *
     * @throws Cielo24Exception if there is none to be had
     */
    ApiToken current(RequestSender sender, String jobId) throws Cielo24Exception;

    /** The time by the clock that {@link #used} goes by. */
    Instant now();

    /**
     * The service has taken a token.
     *
     * @param since not later than when the service saw it
     */
    void used(ApiToken token, Instant since);

    /** The service has refused a token. */
    void refused(ApiToken token, ErrorResponse refusal);
}
