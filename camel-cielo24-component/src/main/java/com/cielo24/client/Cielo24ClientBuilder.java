package com.cielo24.client;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

import com.cielo24.client.http.RequestSender;
import com.cielo24.client.http.Timeouts;
import com.cielo24.client.http.Transport;
import com.cielo24.client.internal.ServiceCalls;
import com.cielo24.client.internal.Session;

/**
 * Builds a {@link Cielo24Client}. One of {@link #securekey}, {@link #password} and {@link #apiToken} is required.
 * Everything else has a default.
 */
public final class Cielo24ClientBuilder {

    /** Longer durations overflow when converted to nanoseconds. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    private ServiceAddress address = ServiceAddress.of("https://api.cielo24.com");
    private String apiToken;
    private Credentials credentials;
    private Duration connectionRequestTimeout = Duration.ofMinutes(3);
    private Duration connectTimeout = Duration.ofSeconds(30);
    private Duration responseTimeout = Duration.ofMinutes(5);
    private Duration stallTimeout = Duration.ofMinutes(1);
    private long maxUploadSize = Cielo24Client.LARGEST_UPLOAD;
    private Supplier<Connections> connections;
    private Sessions sessions;

    Cielo24ClientBuilder() {}

    /**
     * @param  baseUrl of the service, {@code https://api.cielo24.com} by default
     * @return         this builder
     * @throws IllegalArgumentException as {@link ServiceAddress#of}
     */
    public Cielo24ClientBuilder baseUrl(String baseUrl) {
        this.address = ServiceAddress.of(baseUrl);
        return this;
    }

    /**
     * @param  token of a session that was started elsewhere, a hex string (page "Add Media To Job", {@code api_token}).
     *               It expires after an hour without use and is not renewed
     * @return       this builder
     */
    public Cielo24ClientBuilder apiToken(String token) {
        this.apiToken = token;
        return this;
    }

    /**
     * @param  username of the account
     * @param  key      its long-lived key, a hex string
     * @return          this builder
     * @throws IllegalArgumentException as {@link Credentials#of}
     */
    public Cielo24ClientBuilder securekey(String username, String key) {
        return credentials(Credentials.of(username, key, null));
    }

    /**
     * @param  username of the account
     * @param  password of the account
     * @return          this builder
     * @throws IllegalArgumentException as {@link Credentials#of}
     */
    public Cielo24ClientBuilder password(String username, String password) {
        return credentials(Credentials.of(username, null, password));
    }

    /**
     * @param  account to log in with instead of a token; {@code null} for none
     * @return         this builder
     */
    public Cielo24ClientBuilder credentials(Credentials account) {
        this.credentials = account;
        return this;
    }

    /**
     * @param  wait for a free connection of the pool; 3 minutes by default. All timeouts must be more than zero and at
     *              most 100 years
     * @return      this builder
     * @throws IllegalArgumentException if it is out of its range
     */
    public Cielo24ClientBuilder connectionRequestTimeout(Duration wait) {
        this.connectionRequestTimeout = requireWait("connectionRequestTimeout", wait);
        return this;
    }

    /**
     * @param  wait for a connection, and again for its whole TLS handshake; 30 seconds by default
     * @return      this builder
     * @throws IllegalArgumentException if it is out of its range
     */
    public Cielo24ClientBuilder connectTimeout(Duration wait) {
        this.connectTimeout = requireWait("connectTimeout", wait);
        return this;
    }

    /**
     * @param  wait from the last byte sent to the end of the answer; 5 minutes by default
     * @return      this builder
     * @throws IllegalArgumentException if it is out of its range
     */
    public Cielo24ClientBuilder responseTimeout(Duration wait) {
        this.responseTimeout = requireWait("responseTimeout", wait);
        return this;
    }

    /**
     * @param  wait after which an upload is aborted if no byte was transferred; 1 minute by default
     * @return      this builder
     * @throws IllegalArgumentException if it is out of its range
     */
    public Cielo24ClientBuilder stallTimeout(Duration wait) {
        this.stallTimeout = requireWait("stallTimeout", wait);
        return this;
    }

    private static Duration requireWait(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    name + " must be more than 0 ms and at most 100 years, but is " + duration.toMillis() + " ms");
        }
        return duration;
    }

    /**
     * @param  bytes of the largest upload, 1 to {@link Cielo24Client#LARGEST_UPLOAD}, which is the default
     * @return       this builder
     * @throws IllegalArgumentException if it is out of its range
     */
    public Cielo24ClientBuilder maxUploadSize(long bytes) {
        if (bytes < 1 || bytes > Cielo24Client.LARGEST_UPLOAD) {
            throw new IllegalArgumentException("maxUploadSize must be 1 to " + Cielo24Client.LARGEST_UPLOAD
                    + " bytes (the service's limit), but is " + bytes);
        }
        this.maxUploadSize = bytes;
        return this;
    }

    /**
     * Makes the client share connections and threads with others. It does not close them.
     *
     * @param  shared called for each request; returns {@code null} while there are none, and requests then fail
     * @return        this builder
     */
    public Cielo24ClientBuilder connections(Supplier<Connections> shared) {
        this.connections = shared;
        return this;
    }

    /**
     * Makes the client share the session of its account with others. It does not log it out.
     *
     * @param  shared the sessions that all clients of an application use
     * @return        this builder
     */
    public Cielo24ClientBuilder sessions(Sessions shared) {
        this.sessions = shared;
        return this;
    }

    /**
     * @return the client, to be closed by the caller
     * @throws IllegalArgumentException if both a token and credentials are set
     */
    public Cielo24Client build() {
        if (credentials != null && apiToken != null && !apiToken.isBlank()) {
            throw new IllegalArgumentException("apiToken contradicts credentials; set one or the other");
        }
        boolean ownSessions = sessions == null;
        Sessions accounts = ownSessions ? new Sessions(Clock.systemUTC()) : sessions;
        Connections own = connections == null ? Connections.builder().build() : null;
        Supplier<Connections> current = connections != null ? connections : () -> own;
        Timeouts timeouts = new Timeouts(connectionRequestTimeout, connectTimeout, responseTimeout, stallTimeout);
        RequestSender sender =
                new RequestSender(() -> transport(current.get()), address.host(), address.path(), timeouts);
        ServiceCalls calls = new ServiceCalls(sender, session(accounts));
        return new Cielo24Client(calls, maxUploadSize, () -> {
            Connections last = current.get();
            if (ownSessions && last != null) {
                accounts.logOut(last);
            }
            if (own != null) {
                own.close();
            }
        });
    }

    private Supplier<Session> session(Sessions accounts) {
        if (credentials != null) {
            return accounts.of(address, credentials);
        }
        Session configured = Session.ofToken(apiToken);
        return () -> configured;
    }

    private static Transport transport(Connections current) {
        return current == null ? null : current.transport();
    }
}
