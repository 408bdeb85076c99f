package com.cielo24.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;

/**
 * The HTTP client, connection pool and watchdog that all requests share.
 * <p> The factory of the {@link HttpClient} decides on proxies and their credentials; this class adds what the service
 * needs.
 */
public final class Transport implements AutoCloseable {

    private static final String USER_AGENT = "camel-cielo24/" + version();

    private final Watchdog watchdog;
    private final ConnectionPool pool;
    private final HttpClient httpClient;

    /**
     * The limits of the connection pool.
     *
     * @param maxTotal   maximum number of connections, more than zero
     * @param perRoute   maximum number of connections to one host, more than zero
     * @param timeToLive after which a connection is not reused; negative for no limit
     * @param proxied    whether requests may go through a proxy
     */
    public record Limits(int maxTotal, int perRoute, Duration timeToLive, boolean proxied) {}

    /**
     * @param sslContext for {@code https}
     * @param limits     of the pool
     * @param scheduler  runs the watchdog; shut down by its owner
     * @param helpers    runs tasks that may block, each in its own thread; shut down by its owner
     * @param clients    creates an HTTP client on the given connection manager, which it cannot close. It must apply
     *                   the given consumer to its builder last, and close the client itself, after this transport
     */
    public Transport(
            SSLContext sslContext,
            Limits limits,
            ScheduledExecutorService scheduler,
            Executor helpers,
            BiFunction<HttpClientConnectionManager, Consumer<HttpClientBuilder>, HttpClient> clients) {
        this(sslContext, limits, new Watchdog(scheduler, helpers), clients, Transport::configure);
    }

    Transport(
            SSLContext sslContext,
            Limits limits,
            Watchdog watchdog,
            BiFunction<HttpClientConnectionManager, Consumer<HttpClientBuilder>, HttpClient> clients,
            Configurer configurer) {
        this.watchdog = watchdog;
        this.pool = new ConnectionPool(
                sslContext, limits.maxTotal(), limits.perRoute(), limits.timeToLive(), limits.proxied(), watchdog);
        this.httpClient = clients.apply(pool, builder -> configurer.configure(builder, watchdog));
    }

    /** Configures a client for its purpose. */
    @FunctionalInterface
    interface Configurer {
        void configure(HttpClientBuilder builder, Watchdog watchdog);
    }

    /** Disables everything that sends a request twice, redirects it or changes it. */
    static void configure(HttpClientBuilder builder, Watchdog watchdog) {
        builder.setRequestExecutor(new RequestExecutor(watchdog))
                .setUserAgent(USER_AGENT)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
                // the service accepts only tokens; only a proxy may request credentials
                .setTargetAuthenticationStrategy((type, challenges, context) -> List.of());
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Transport.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("The jar lacks its version.properties", e);
        }
        return properties.getProperty("version");
    }

    HttpClient httpClient() {
        return httpClient;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** Ends all requests in progress and closes the connections. */
    @Override
    public void close() {
        // first, as the pool would wait for the requests
        watchdog.close();
        pool.shutDown();
    }
}
