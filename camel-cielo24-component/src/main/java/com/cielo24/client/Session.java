package com.cielo24.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one account, shared by all who send for it: one login at a time, however many wait for it, and one
 * token for all. The service lets a token die after an hour without use, so it is renewed before it is used when it has
 * been idle for {@link #LONGEST_IDLE}. After failed logins the pause before the next one grows. Safe for any number of threads.
 */
public final class Session implements ApiTokens {

    /** Short of the service's own hour. */
    static final Duration LONGEST_IDLE = Duration.ofMinutes(55);

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Credentials credentials;
    private final Clock clock;
    private final SessionCounters counters;

    /** Guards what follows; never held while something blocks. */
    private final ReentrantLock lock = new ReentrantLock();

    private final LoginBackoff backoff;
    private ApiToken token;
    /** Whether the service has accepted the token in any call. */
    private boolean proven;

    private Instant loggedIn;
    private Instant lastUsed;
    /** The login that is under way, or {@code null}. It ends with why all who wait for it fail, or with {@code null}. */
    private CompletableFuture<LoginFailure> login;

    /**
     * @param credentials of the account
     * @param clock       tells how long the token was idle, and when the next login may be tried
     * @param counters    count what is done
     */
    public Session(Credentials credentials, Clock clock, SessionCounters counters) {
        this.credentials = credentials;
        this.clock = clock;
        this.counters = counters;
        this.backoff = new LoginBackoff(credentials.username(), clock);
    }

    @Override
    public void require(String jobId) throws Cielo24Exception {
        LoginFailure failure = locked(() -> hasToken() ? null : backoff.active());
        if (failure != null) {
            throw failed(failure, jobId);
        }
    }

    @Override
    public ApiToken current(RequestSender sender, String jobId) throws Cielo24Exception {
        while (true) {
            CompletableFuture<LoginFailure> underWay;
            LoginFailure failure = null;
            lock.lock();
            try {
                if (hasToken()) {
                    return token;
                }
                underWay = login;
                if (underWay == null) {
                    failure = backoff.active();
                    login = failure == null ? new CompletableFuture<>() : null;
                }
            } finally {
                lock.unlock();
            }
            if (underWay == null && failure == null) {
                return logIn(sender, jobId);
            }
            if (underWay != null) {
                failure = await(underWay, jobId);
            }
            if (failure != null) {
                throw failed(failure, jobId);
            }
            // there is a token now; or the login was broken off, and it is the turn of the next
        }
    }

    private boolean hasToken() {
        return token != null && !isIdle();
    }

    private boolean isIdle() {
        return Duration.between(lastUsed, clock.instant()).compareTo(LONGEST_IDLE) >= 0;
    }

    private ApiToken logIn(RequestSender sender, String jobId) throws Cielo24Exception {
        LoginFailure failureOfAll = null;
        try {
            Instant asked = clock.instant();
            ApiToken made = new Login(credentials).token(sender);
            counters.loggedIn();
            LOG.debug("Logged in as {}", credentials.username());
            keep(made, asked);
            return made;
        } catch (Cielo24Exception e) {
            LoginFailure failure = LoginFailure.of(e);
            // an answer is no consequence of an interrupt, but what has a cause may be
            if (failure.cause() != null && Thread.currentThread().isInterrupted()) {
                counters.loginFailed();
                throw new Cielo24TransportException(
                        jobId, "interrupted while it logged in, so nothing was sent", failure.cause());
            }
            if (e instanceof Cielo24TransportException ours && ours.isLocal()) {
                // it says nothing of the service, so the next in line may try
                counters.loginFailed();
                throw failed(failure, jobId);
            }
            count(failure);
            failureOfAll = failure;
            throw failed(failure, jobId);
        } catch (RuntimeException | Error e) {
            LoginFailure failure = LoginFailure.of(e, credentials.secrets());
            count(failure);
            if (e instanceof Error error) {
                throw error;
            }
            throw failed(failure, jobId);
        } finally {
            end(failureOfAll);
        }
    }

    private void keep(ApiToken made, Instant asked) {
        lock.lock();
        try {
            token = made;
            proven = false;
            loggedIn = asked;
            lastUsed = asked;
        } finally {
            lock.unlock();
        }
    }

    private void count(LoginFailure failure) {
        counters.loginFailed();
        lock.lock();
        try {
            backoff.failed(failure);
        } finally {
            lock.unlock();
        }
    }

    private void end(LoginFailure failureOfAll) {
        CompletableFuture<LoginFailure> ended;
        lock.lock();
        try {
            ended = login;
            login = null;
        } finally {
            lock.unlock();
        }
        ended.complete(failureOfAll);
    }

    private static LoginFailure await(CompletableFuture<LoginFailure> underWay, String jobId)
            throws Cielo24TransportException {
        try {
            return underWay.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cielo24TransportException(jobId, "interrupted while it waited for the login", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each who waited gets an exception that names its own job. */
    private Cielo24Exception failed(LoginFailure failure, String jobId) {
        return failure.toException(jobId, credentials.username(), pause());
    }

    /** How long nobody logs in because logins failed, zero if the next exchange that needs a token does. */
    Duration pause() {
        return locked(backoff::remaining);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void used(ApiToken taken, Instant since) {
        lock.lock();
        try {
            if (taken != token) {
                return;
            }
            if (since.isAfter(lastUsed)) {
                lastUsed = since;
            }
            if (!proven) {
                proven = true;
                backoff.accepted();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused(ApiToken refused, ErrorResponse refusal) {
        lock.lock();
        try {
            if (refused != token) {
                // another sender has renewed it already
                return;
            }
            token = null;
            if (!proven) {
                backoff.failed(LoginFailure.ofNewToken(refusal));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * How long ago the login was that gave the session its token.
     *
     * @return the age, empty if there is no token that the service may still take
     */
    public Optional<Duration> age() {
        return locked(() -> hasToken() ? Optional.of(Duration.between(loggedIn, clock.instant())) : Optional.empty());
    }

    /**
     * Why nobody can log in for now.
     *
     * @return why the last login failed; {@code null} if another login may be tried
     */
    public String problem() {
        LoginFailure failure = locked(backoff::active);
        return failure == null ? null : failure.problem(credentials.username());
    }

    void resent() {
        counters.resent();
    }

    /**
     * Ends the session, if there is one. Whatever comes of it is not told: a token that is not logged out dies after an
     * hour.
     */
    void logOut(RequestSender sender) {
        ApiToken last = locked(() -> {
            ApiToken current = token;
            token = null;
            return current;
        });
        if (last == null) {
            return;
        }
        try {
            new Login(credentials).end(sender, last);
            LOG.debug("Logged out {}", credentials.username());
        } catch (Cielo24Exception | RuntimeException e) {
            LOG.debug(
                    "Could not log out {}: {}",
                    credentials.username(),
                    last.secrets().mask(e.toString()));
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Shows neither token nor secret. */
    @Override
    public String toString() {
        return "Session[" + credentials.username() + "]";
    }
}
