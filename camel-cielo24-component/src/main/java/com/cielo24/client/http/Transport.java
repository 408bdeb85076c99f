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
 * What all requests share: an HTTP client, its pool of connections, and a watchdog.
 * <p>
 * Whoever makes the {@link HttpClient} decides on proxies and credentials; what makes it fit for this service is added
 * here.
 */
public final class Transport implements AutoCloseable {

    private static final String USER_AGENT = "camel-cielo24/" + version();

    private final Watchdog watchdog;
    private final ConnectionPool pool;
    private final HttpClient httpClient;

    /**
     * How many connections there may be, and for how long.
     *
     * @param maxTotal   in all, more than zero
     * @param perRoute   to one host, more than zero
     * @param timeToLive after which a connection is not used again; negative for no end
     * @param proxied    whether requests may go through a proxy
     */
    public record Limits(int maxTotal, int perRoute, Duration timeToLive, boolean proxied) {}

    /**
     * @param sslContext for {@code https}
     * @param limits     of the pool
     * @param scheduler  runs the watchdog; shut down by its owner
     * @param helpers    run what the watchdog must not wait for, a thread for each; shut down by their owner
     * @param clients    make an HTTP client that uses the given connections, and cannot close them, and is built as the
     *                   given consumer says last. Closed by its maker, after this transport
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

    /** Makes a client fit for its purpose. */
    @FunctionalInterface
    interface Configurer {
        void configure(HttpClientBuilder builder, Watchdog watchdog);
    }

    /** Takes from a client whatever would send a request twice, send it elsewhere or change it. */
    static void configure(HttpClientBuilder builder, Watchdog watchdog) {
        builder.setRequestExecutor(new RequestExecutor(watchdog))
                .setUserAgent(USER_AGENT)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
                // the token is all that the service knows; only a proxy may ask for credentials
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

    /** Ends all requests that are under way, and closes the connections. */
    @Override
    public void close() {
        // first, as the polite way to close would wait for them
        watchdog.close();
        pool.shutDown();
    }
}
