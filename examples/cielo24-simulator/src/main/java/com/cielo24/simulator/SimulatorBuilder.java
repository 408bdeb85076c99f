package com.cielo24.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * The settings of a simulator. All have defaults. An invalid setting causes an
 * {@link IllegalArgumentException}.
 */
public final class SimulatorBuilder {
    int port;
    InetAddress bind = Cielo24Simulator.LOOPBACK;
    String apiToken = Cielo24Simulator.DEMO_TOKEN;
    Duration tokenIdle = Duration.ofHours(1);
    Duration tokenLifetime = Duration.ofDays(365);
    Duration idleTimeout = Duration.ofMinutes(2);
    Duration mediaLengthAfter = Duration.ZERO;
    Duration lengthOfUrls = Duration.ofMinutes(1);
    private Duration transcriptionTime = Duration.ofSeconds(1);
    private Duration turnaroundHour = Duration.ofHours(1);
    private boolean authorizationRequired;
    Duration callbackRetryAfter = Duration.ofMinutes(10);
    boolean callbacksAnywhere;
    Set<String> jobs = Set.of();
    boolean anyJob;
    boolean hashing = true;
    Path mediaFolder;
    SSLContext sslContext;
    Consumer<Outcome> outcomes = outcome -> {};
    final Set<String> hosts = new HashSet<>();
    private final List<Account> accounts = new ArrayList<>();

    SimulatorBuilder() {}

    /** The port to listen on; 0, the default, for any that is free. */
    public SimulatorBuilder port(int port) {
        check(port >= 0 && port <= 65_535, "the port must be 0 to 65535");
        this.port = port;
        return this;
    }

    /**
     * The address to listen on: 127.0.0.1 by default. With any other, such as 0.0.0.0 in a container, other machines can
     * connect; the simulator is not protected against misuse.
     */
    public SimulatorBuilder bind(InetAddress bind) {
        this.bind = bind;
        return this;
    }

    /**
     * Adds a host name that clients use, such as {@code simulator.test.internal}. Other names are refused, as a web page
     * could use them to reach the simulator. Always accepted are localhost, addresses, names without a dot, and names of the
     * service; for {@code /simulator/*} only localhost and loopback addresses, unless the simulator is {@link #bind bound} to
     * another.
     *
     * @throws IllegalArgumentException if it is not a host name, as with a port
     */
    public SimulatorBuilder host(String host) {
        check(host.matches("[0-9a-zA-Z._-]+"), "the host must be a name without a port");
        hosts.add(host.toLowerCase(Locale.ROOT));
        return this;
    }

    /**
     * The token that is accepted without a login, {@link Cielo24Simulator#DEMO_TOKEN} by default. It belongs to the first
     * account.
     */
    public SimulatorBuilder apiToken(String apiToken) {
        check(apiToken.matches("[0-9a-fA-F]+"), "the token must be a hex string");
        this.apiToken = apiToken;
        return this;
    }

    /** Adds an account that may log in. Without any there is the {@link Cielo24Simulator#DEMO_ACCOUNT}. */
    public SimulatorBuilder account(Account account) {
        accounts.add(account);
        return this;
    }

    List<Account> accounts() {
        return accounts.isEmpty() ? List.of(Cielo24Simulator.DEMO_ACCOUNT) : List.copyOf(accounts);
    }

    /** How long a token from a login lives without use: an hour by default, as in the service. */
    public SimulatorBuilder tokenIdle(Duration tokenIdle) {
        check(isPositive(tokenIdle), "the time that a token lives without use must be positive");
        this.tokenIdle = tokenIdle;
        return this;
    }

    /** How long a token from a login lives at most, also when it is used: 365 days by default. */
    public SimulatorBuilder tokenLifetime(Duration tokenLifetime) {
        check(isPositive(tokenLifetime), "the time that a token lives must be positive");
        this.tokenLifetime = tokenLifetime;
        return this;
    }

    /** How long after it was added the length of media is known to {@code /api/job/info}: at once by default. */
    public SimulatorBuilder mediaLengthAfter(Duration mediaLengthAfter) {
        check(!mediaLengthAfter.isNegative(), "the time until the length of media is known must not be negative");
        this.mediaLengthAfter = mediaLengthAfter;
        return this;
    }

    /**
     * How long media from a URL is, as it is never fetched: a minute by default. It decides how long the captions are.
     *
     * @throws IllegalArgumentException if it is shorter than 10 milliseconds or longer than 99 hours
     */
    public SimulatorBuilder lengthOfUrls(Duration lengthOfUrls) {
        check(
                lengthOfUrls.compareTo(Duration.ofMillis(10)) >= 0 && lengthOfUrls.compareTo(Duration.ofHours(99)) <= 0,
                "the length of media from a URL must be 10 milliseconds to 99 hours");
        this.lengthOfUrls = lengthOfUrls;
        return this;
    }

    /** How long a transcription takes from its start to its end: a second by default. */
    public SimulatorBuilder transcriptionTime(Duration transcriptionTime) {
        check(isTime(transcriptionTime), "the time that a transcription takes must be 0 to 365 days");
        this.transcriptionTime = transcriptionTime;
        return this;
    }

    /**
     * How long an hour of {@code turnaround_hours} lasts, from which {@code DueDate} follows: an hour by default. With a
     * millisecond, and a longer {@link #transcriptionTime}, a job is overdue soon.
     */
    public SimulatorBuilder turnaroundHour(Duration turnaroundHour) {
        check(
                isTime(turnaroundHour) && turnaroundHour.compareTo(Duration.ofHours(1)) <= 0,
                "an hour of turnaround must last 0 to 1 hours");
        this.turnaroundHour = turnaroundHour;
        return this;
    }

    /** Holds each ordered job as {@code Authorizing} until {@code /api/job/authorize}. By default none is held. */
    public SimulatorBuilder authorizationRequired() {
        this.authorizationRequired = true;
        return this;
    }

    /**
     * How long after an attempt a callback is sent again that was not answered with 200: ten minutes by default, so that
     * the three further attempts fit into the half hour of the documentation.
     */
    public SimulatorBuilder callbackRetryAfter(Duration callbackRetryAfter) {
        check(isTime(callbackRetryAfter), "the time until a callback is sent again must be 0 to 365 days");
        this.callbackRetryAfter = callbackRetryAfter;
        return this;
    }

    /**
     * Sends callbacks to other machines as well, such as another container. By default those to hosts other than
     * localhost, 127.x and [::1] are not sent, and {@link Cielo24Simulator#callbacks()} says so.
     */
    public SimulatorBuilder callbacksAnywhere() {
        this.callbacksAnywhere = true;
        return this;
    }

    TranscriptionSettings transcriptionSettings() {
        return new TranscriptionSettings(transcriptionTime, turnaroundHour, authorizationRequired);
    }

    /**
     * How long a client may be silent before its connection is closed, between requests and in the middle of one: two
     * minutes by default.
     *
     * @throws IllegalArgumentException if it is not positive, or longer than a day
     */
    public SimulatorBuilder idleTimeout(Duration idleTimeout) {
        check(
                isPositive(idleTimeout) && idleTimeout.compareTo(Duration.ofDays(1)) <= 0,
                "the idle timeout must be positive, and a day at most");
        this.idleTimeout = idleTimeout;
        return this;
    }

    /** The jobs that exist, besides those that are created; they belong to the first account. None by default. */
    public SimulatorBuilder jobs(Collection<String> jobs) {
        check(jobs.stream().allMatch(id -> id.matches("[0-9a-fA-F]+")), "the id of a job must be a hex string");
        this.jobs = jobs.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        return this;
    }

    /**
     * Treats every id of 32 hex digits as a job of the account that adds media to it. By default only created and given
     * jobs exist.
     */
    public SimulatorBuilder anyJob() {
        this.anyJob = true;
        return this;
    }

    /**
     * Whether to compute the SHA-256 of uploads, which is the default. It takes a considerable part of the time of an
     * upload: disable it when you measure throughput.
     */
    public SimulatorBuilder sha256(boolean sha256) {
        this.hashing = sha256;
        return this;
    }

    /**
     * The folder for the bytes of uploads, one file for each job, named after its id; created if it does not exist. Jobs,
     * media and orders are remembered there across restarts; tokens are not. Other files in it are not changed. Only one simulator
     * at a time can use a folder. By default nothing is stored, and bytes are only counted and hashed.
     *
     * @throws IllegalArgumentException if the path is empty
     */
    public SimulatorBuilder mediaFolder(Path mediaFolder) {
        check(!mediaFolder.toString().isEmpty(), "the media folder must have a name; . is the current directory");
        this.mediaFolder = mediaFolder;
        return this;
    }

    /** Serves https with this, on the host name {@code localhost}. */
    public SimulatorBuilder sslContext(SSLContext sslContext) {
        this.sslContext = sslContext;
        return this;
    }

    /**
     * Notified of the result of each request, by the thread that served it, immediately before its answer is sent.
     * Exceptions of the listener are logged, and do not change the answer.
     */
    public SimulatorBuilder onOutcome(Consumer<Outcome> outcomes) {
        this.outcomes = outcomes;
        return this;
    }

    private static boolean isTime(Duration duration) {
        return !duration.isNegative() && duration.compareTo(Duration.ofDays(365)) <= 0;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * @throws UncheckedIOException if the port is taken or the media folder cannot be used
     */
    public Cielo24Simulator start() {
        try {
            return new Cielo24Simulator(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
