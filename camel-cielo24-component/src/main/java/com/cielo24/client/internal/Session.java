package com.cielo24.client.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Credentials;
import com.cielo24.client.ErrorResponse;

/**
 * The session of one account, shared by all its senders: they use one token, and one login runs at a time while the
 * others wait for it. A token expires at the service after an hour without use, so one that has been idle for
 * {@link Token#LONGEST_IDLE} is renewed before it is used. Failed logins pause further ones. A session with a
 * configured token never logs in. Thread-safe.
 */
public final class Session {

    /** {@code null} if the token is configured and cannot be renewed. */
    private final Account account;

    private final Clock clock;
    private final LoginCounters counters;

    /** Guards the fields below; never held during a blocking call. */
    private final Mutex mutex = new Mutex();

    private final LoginBackoff backoff;
    private Token token;
    /**
     * The login in progress, or {@code null}. It completes with the failure of all waiting calls, or with {@code null}.
     */
    private CompletableFuture<LoginFailure> login;

    /**
     * @param credentials of the account
     * @param clock       used for the idle time of the token and the time of the next login
     * @param counters    of logins and resent requests
     */
    public Session(Credentials credentials, Clock clock, LoginCounters counters) {
        this.account = new Account(credentials);
        this.clock = clock;
        this.counters = counters;
        this.backoff = new LoginBackoff(credentials.username(), clock);
    }

    private Session(Token configured) {
        this.account = null;
        this.clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        this.counters = new LoginCounters();
        this.backoff = new LoginBackoff(null, clock);
        this.token = configured;
    }

    /**
     * A session with a configured token.
     *
     * @param token the token; if it is {@code null} or blank, every request is invalid
     */
    public static Session ofToken(String token) {
        return new Session(
                token == null || token.isBlank() ? null : new Token(token, new Secrets(null), Instant.EPOCH));
    }

    /** Whether a refused token can be replaced. */
    boolean isRenewable() {
        return account != null;
    }

    /** The current time, for {@link #accepted}. */
    Instant now() {
        return clock.instant();
    }

    /**
     * Fails early, before any media is opened, if no token is available.
     *
     * @throws Cielo24Exception if none is configured, or logins are paused
     */
    void require(String jobId) throws Cielo24Exception {
        if (!isRenewable()) {
            requireConfigured(jobId);
            return;
        }
        LoginFailure failure = mutex.locked(() -> hasToken() ? null : backoff.active());
        if (failure != null) {
            throw failed(failure, jobId);
        }
    }

    private Token requireConfigured(String jobId) throws Cielo24InvalidRequestException {
        if (token == null) {
            throw new Cielo24InvalidRequestException(
                    jobId, "no API token is configured (apiToken, or username with securekey or password)");
        }
        return token;
    }

    /**
     * A token for one request. One login runs at a time; the others wait for it.
     *
     * @param calls used to log in if necessary
     * @throws Cielo24Exception if no token is available
     */
    Token token(ServiceCalls calls, String jobId) throws Cielo24Exception {
        if (!isRenewable()) {
            return requireConfigured(jobId);
        }
        while (true) {
            CompletableFuture<LoginFailure> underWay;
            LoginFailure failure = null;
            mutex.lock();
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
                mutex.unlock();
            }
            if (underWay == null && failure == null) {
                return logIn(calls, jobId);
            }
            if (underWay != null) {
                failure = await(underWay, jobId);
            }
            if (failure != null) {
                throw failed(failure, jobId);
            }
            // either there is a token now, or the login was aborted and the next caller tries
        }
    }

    private boolean hasToken() {
        return token != null && !token.isIdle(clock.instant());
    }

    private Token logIn(ServiceCalls calls, String jobId) throws Cielo24Exception {
        LoginFailure failureOfAll = null;
        try {
            Token issued = account.logIn(calls, clock.instant());
            counters.loggedIn();
            mutex.locked(() -> token = issued);
            return issued;
        } catch (FailedCallException e) {
            LoginFailure failure = LoginFailure.of(e);
            // an answer is not the result of an interrupt, but a failure with a cause may be
            if (failure.cause() != null && Thread.currentThread().isInterrupted()) {
                counters.loginFailed();
                throw new Cielo24TransportException(
                        jobId, "interrupted while logging in, so nothing was sent", failure.cause());
            }
            if (e.isLocal()) {
                // it says nothing about the service, so the next caller may try
                counters.loginFailed();
                throw failed(failure, jobId);
            }
            count(failure);
            failureOfAll = failure;
            throw failed(failure, jobId);
        } catch (RuntimeException | Error e) {
            LoginFailure failure = LoginFailure.of(e, account.secrets());
            count(failure);
            if (e instanceof Error error) {
                throw error;
            }
            throw failed(failure, jobId);
        } finally {
            end(failureOfAll);
        }
    }

    private void count(LoginFailure failure) {
        counters.loginFailed();
        mutex.locked(() -> {
            backoff.failed(failure);
            return null;
        });
    }

    private void end(LoginFailure failureOfAll) {
        CompletableFuture<LoginFailure> ended = mutex.locked(() -> {
            CompletableFuture<LoginFailure> underWay = login;
            login = null;
            return underWay;
        });
        ended.complete(failureOfAll);
    }

    private static LoginFailure await(CompletableFuture<LoginFailure> underWay, String jobId)
            throws Cielo24TransportException {
        try {
            return underWay.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Cielo24TransportException(jobId, "interrupted while waiting for the login", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each waiting exchange gets an exception with its own job. */
    private Cielo24Exception failed(LoginFailure failure, String jobId) {
        return failure.toException(jobId, account.username(), pause());
    }

    /** How long logins are still paused after failures; zero if they are not. */
    Duration pause() {
        return mutex.locked(backoff::remaining);
    }

    /**
     * The service has accepted a token.
     *
     * @param since not later than when the service saw it
     */
    void accepted(Token used, Instant since) {
        if (!isRenewable()) {
            return;
        }
        mutex.locked(() -> {
            if (used == token && used.accepted(since)) {
                backoff.accepted();
            }
            return null;
        });
    }

    /** The service has refused a token. Another sender may have renewed it already. */
    void refused(Token refused, ErrorResponse response) {
        if (!isRenewable()) {
            return;
        }
        mutex.locked(() -> {
            if (refused == token) {
                token = null;
                if (!refused.isProven()) {
                    backoff.failed(LoginFailure.refusedNewToken(response));
                }
            }
            return null;
        });
    }

    /** A request was sent again with a new token. */
    void resent() {
        counters.resent();
    }

    /**
     * The age of the session's token.
     *
     * @return the time since its login; empty if there is no token, or it may have expired
     */
    public Optional<Duration> age() {
        return mutex.locked(() -> hasToken() ? Optional.of(token.age(clock.instant())) : Optional.empty());
    }

    /**
     * Why logins are paused.
     *
     * @return why the last login failed; {@code null} if another login may be tried
     */
    public String problem() {
        LoginFailure failure = mutex.locked(backoff::active);
        return failure == null ? null : failure.problem(account.username());
    }

    /**
     * Logs out, if there is a token. Never throws: a token that is not logged out expires after an hour.
     *
     * @param calls used to send the request
     */
    public void logOut(ServiceCalls calls) {
        Token last = mutex.locked(() -> {
            Token current = token;
            token = null;
            return current;
        });
        if (last != null) {
            account.logOut(calls, last);
        }
    }

    /** Contains neither token nor secret. */
    @Override
    public String toString() {
        return "Session[" + (account == null ? "token" : account.username()) + "]";
    }
}
