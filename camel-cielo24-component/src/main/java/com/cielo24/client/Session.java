package com.cielo24.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one account, shared by all who send for it: one login at a time, however many wait for it, and one
 * token for all. The service lets a token die after an hour without use, so it is renewed before it is used when it has
 * been idle for {@link #LONGEST_IDLE}. Safe for any number of threads.
 */
public final class Session implements ApiTokens {

    /** Short of the service's own hour. */
    static final Duration LONGEST_IDLE = Duration.ofMinutes(55);

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Credentials credentials;
    private final Clock clock;
    private final SessionCounters counters;
    private final LoginBackoff backoff;

    private ApiToken token;
    private Instant loggedIn;
    private Instant lastUsed;
    /** The login that is under way, or {@code null}. */
    private CompletableFuture<ApiToken> login;

    /**
     * @param credentials of the account
     * @param clock       tells how long the token was idle
     * @param counters    count what is done
     */
    public Session(Credentials credentials, Clock clock, SessionCounters counters) {
        this.credentials = credentials;
        this.clock = clock;
        this.counters = counters;
        this.backoff = new LoginBackoff(credentials.username(), clock);
    }

    @Override
    public void require(String jobId) {}

    @Override
    public ApiToken current(RequestSender sender, String jobId) throws Cielo24Exception {
        CompletableFuture<ApiToken> expected;
        boolean leader;
        synchronized (this) {
            if (token != null && !isIdle()) {
                return token;
            }
            leader = login == null;
            if (leader) {
                requireNoBackoff(jobId);
                login = new CompletableFuture<>();
            }
            expected = login;
        }
        if (leader) {
            logIn(sender, expected);
        }
        return await(expected, jobId);
    }

    private boolean isIdle() {
        return Duration.between(lastUsed, clock.instant()).compareTo(LONGEST_IDLE) >= 0;
    }

    private void requireNoBackoff(String jobId) throws Cielo24ServiceException {
        Refusal refusal = backoff.active();
        if (refusal != null) {
            throw new Cielo24ServiceException(jobId, "login of " + credentials.username(), refusal);
        }
    }

    private void logIn(RequestSender sender, CompletableFuture<ApiToken> result) {
        try {
            Instant asked = clock.instant();
            ApiToken made = new Login(credentials).token(sender);
            counters.loggedIn();
            LOG.debug("Logged in as {}", credentials.username());
            synchronized (this) {
                backoff.accepted();
                token = made;
                loggedIn = asked;
                lastUsed = asked;
                login = null;
            }
            result.complete(made);
        } catch (Cielo24Exception | RuntimeException | Error e) {
            counters.loginFailed();
            synchronized (this) {
                if (e instanceof Cielo24ServiceException refused && !refused.isRetryable()) {
                    backoff.refused(refused.refusal());
                }
                login = null;
            }
            result.completeExceptionally(e);
        }
    }

    /** Each who waited gets an exception that names its own job. */
    private ApiToken await(CompletableFuture<ApiToken> expected, String jobId) throws Cielo24Exception {
        try {
            return expected.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cielo24TransportException(jobId, "interrupted while it waited for the login", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Cielo24ServiceException refused) {
                throw new Cielo24ServiceException(jobId, "login of " + credentials.username(), refused.refusal());
            }
            String reason = e.getCause() instanceof Cielo24Exception failed ? failed.reason() : e.getCause() + "";
            // whatever became of the login: the request itself was not sent
            throw new Cielo24TransportException(
                    jobId, "could not log in, so nothing was sent: " + reason, e.getCause());
        }
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public synchronized void used(ApiToken taken, Instant since) {
        if (taken == token && since.isAfter(lastUsed)) {
            lastUsed = since;
        }
    }

    @Override
    public synchronized void refused(ApiToken refused) {
        if (refused == token) {
            // else another sender has renewed it already
            token = null;
        }
    }

    /**
     * How long ago the login was that gave the session its token.
     *
     * @return the age, empty if there is no token that the service may still take
     */
    public synchronized Optional<Duration> age() {
        return token == null || isIdle() ? Optional.empty() : Optional.of(Duration.between(loggedIn, clock.instant()));
    }

    /**
     * Why nobody can log in for now.
     *
     * @return the refusal of the last login, in the service's words; {@code null} if another login may be tried
     */
    public synchronized String problem() {
        Refusal refusal = backoff.active();
        return refusal == null
                ? null
                : "the service refused the login of " + credentials.username() + " with " + refusal;
    }

    void resent() {
        counters.resent();
    }

    /**
     * Ends the session, if there is one. Whatever comes of it is not told: a token that is not logged out dies after an
     * hour.
     */
    void logOut(RequestSender sender) {
        ApiToken last;
        synchronized (this) {
            last = token;
            token = null;
        }
        if (last == null) {
            return;
        }
        try {
            new Login(credentials).end(sender, last);
            LOG.debug("Logged out {}", credentials.username());
        } catch (Cielo24Exception e) {
            LOG.debug("Could not log out {}: {}", credentials.username(), e.getMessage());
        }
    }

    /** Shows neither token nor secret. */
    @Override
    public String toString() {
        return "Session[" + credentials.username() + "]";
    }
}
