package com.cielo24.client.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Credentials;
import com.cielo24.client.ErrorResponse;

/**
 * The session of one account, shared by all who send for it: one login at a time, however many wait for it, and one
 * token for all. The service lets a token die after an hour without use, so it is renewed before it is used when it has
 * been idle for {@link Token#LONGEST_IDLE}. After failed logins the pause before the next one grows. A session of a
 * configured token has that one only. Safe for any number of threads.
 */
public final class Session {

    /** {@code null} where the token is configured, so that nobody can renew it. */
    private final Account account;

    private final Clock clock;
    private final LoginCounters counters;

    /** Guards what follows; never held while something blocks. */
    private final ReentrantLock lock = new ReentrantLock();

    private final LoginBackoff backoff;
    private Token token;
    /** The login that is under way, or {@code null}. It ends with why all who wait for it fail, or with {@code null}. */
    private CompletableFuture<LoginFailure> login;

    /**
     * @param credentials of the account
     * @param clock       tells how long the token was idle, and when the next login may be tried
     * @param counters    count what is done
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
     * The session of a configured token.
     *
     * @param token the token; {@code null} or blank if there is none: then every request is invalid
     */
    public static Session ofToken(String token) {
        return new Session(
                token == null || token.isBlank() ? null : new Token(token, new Secrets(null), Instant.EPOCH));
    }

    /** Whether a token that the service refused can be replaced. */
    boolean isRenewable() {
        return account != null;
    }

    /** The time by the clock that {@link #accepted} goes by. */
    Instant now() {
        return clock.instant();
    }

    /**
     * Says early, before any media is opened, that there is no token to be had.
     *
     * @throws Cielo24Exception if there can be none, or none for now
     */
    void require(String jobId) throws Cielo24Exception {
        if (!isRenewable()) {
            requireConfigured(jobId);
            return;
        }
        LoginFailure failure = locked(() -> hasToken() ? null : backoff.active());
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
     * @param calls logs in, where that is necessary
     * @throws Cielo24Exception if there is none to be had
     */
    Token token(ServiceCalls calls, String jobId) throws Cielo24Exception {
        if (!isRenewable()) {
            return requireConfigured(jobId);
        }
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
                return logIn(calls, jobId);
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
        return token != null && !token.isIdle(clock.instant());
    }

    private Token logIn(ServiceCalls calls, String jobId) throws Cielo24Exception {
        LoginFailure failureOfAll = null;
        try {
            Token issued = account.logIn(calls, clock.instant());
            counters.loggedIn();
            locked(() -> token = issued);
            return issued;
        } catch (FailedCallException e) {
            LoginFailure failure = LoginFailure.of(e);
            // an answer is no consequence of an interrupt, but what has a cause may be
            if (failure.cause() != null && Thread.currentThread().isInterrupted()) {
                counters.loginFailed();
                throw new Cielo24TransportException(
                        jobId, "interrupted while it logged in, so nothing was sent", failure.cause());
            }
            if (e.isLocal()) {
                // it says nothing about the service, so the next in line may try
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
        locked(() -> {
            backoff.failed(failure);
            return null;
        });
    }

    private void end(LoginFailure failureOfAll) {
        CompletableFuture<LoginFailure> ended = locked(() -> {
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
            throw new Cielo24TransportException(jobId, "interrupted while it waited for the login", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each exchange that waited gets an exception that names its own job. */
    private Cielo24Exception failed(LoginFailure failure, String jobId) {
        return failure.toException(jobId, account.username(), pause());
    }

    /** How long nobody logs in because logins failed, zero if the next exchange that needs a token does. */
    Duration pause() {
        return locked(backoff::remaining);
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
        locked(() -> {
            if (used == token && used.accepted(since)) {
                backoff.accepted();
            }
            return null;
        });
    }

    /** The service has refused a token, which another sender may have renewed already. */
    void refused(Token refused, ErrorResponse response) {
        if (!isRenewable()) {
            return;
        }
        locked(() -> {
            if (refused == token) {
                token = null;
                if (!refused.isProven()) {
                    backoff.failed(LoginFailure.ofNewToken(response));
                }
            }
            return null;
        });
    }

    /** A request was sent once more with a new token. */
    void resent() {
        counters.resent();
    }

    /**
     * How long ago the login was that gave the session its token.
     *
     * @return the age, empty if there is no token that the service may still take
     */
    public Optional<Duration> age() {
        return locked(() -> hasToken() ? Optional.of(token.age(clock.instant())) : Optional.empty());
    }

    /**
     * Why nobody can log in for now.
     *
     * @return why the last login failed; {@code null} if another login may be tried
     */
    public String problem() {
        LoginFailure failure = locked(backoff::active);
        return failure == null ? null : failure.problem(account.username());
    }

    /**
     * Ends the session, if it has a token. Never throws: a token that is not logged out dies after an hour.
     *
     * @param calls sends the request
     */
    public void logOut(ServiceCalls calls) {
        Token last = locked(() -> {
            Token current = token;
            token = null;
            return current;
        });
        if (last != null) {
            account.logOut(calls, last);
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
        return "Session[" + (account == null ? "token" : account.username()) + "]";
    }
}
