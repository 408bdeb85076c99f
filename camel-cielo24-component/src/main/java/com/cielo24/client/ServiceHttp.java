package com.cielo24.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;

/**
 * The HTTP client that all {@link Cielo24Client}s of a component share, with its connections and its watchdog.
 * <p>
 * Whoever makes the {@link HttpClient} decides on proxies and credentials; what makes it fit for this service is added
 * here.
 */
public final class ServiceHttp implements AutoCloseable {

    private static final String USER_AGENT = "camel-cielo24/" + version();

    private final Watchdog watchdog;
    private final ConnectionPool connections;
    private final OwnedClient client;
    private final HttpClient httpClient;

    /**
     * How many connections there may be, and for how long.
     *
     * @param maxTotal   in all, more than zero
     * @param perRoute   to one host, more than zero
     * @param timeToLive after which a connection is not used again; negative for no end
     * @param proxied    whether requests may go through a proxy
     */
    public record Connections(int maxTotal, int perRoute, Duration timeToLive, boolean proxied) {}

    /** An HTTP client, closed by the {@link ServiceHttp} that it was made for. */
    public interface OwnedClient extends AutoCloseable {

        /**
         * @return the client
         */
        HttpClient client();

        @Override
        void close();
    }

    /** Makes HTTP clients. */
    @FunctionalInterface
    public interface ClientFactory {

        /**
         * @param  connections which the client uses and cannot close
         * @param  configurer  has the last word on how the client is built
         * @return             the client
         * @throws Exception   if it cannot be made
         */
        OwnedClient make(HttpClientConnectionManager connections, Consumer<HttpClientBuilder> configurer)
                throws Exception;
    }

    /**
     * @param  sslContext  for {@code https}
     * @param  connections how many
     * @param  scheduler   runs the watchdog; shut down by its owner
     * @param  helpers     run what the watchdog must not wait for, a thread for each; shut down by their owner
     * @param  clients     make the HTTP client
     * @throws Exception   if the HTTP client cannot be made
     */
    public ServiceHttp(
            SSLContext sslContext,
            Connections connections,
            ScheduledExecutorService scheduler,
            Executor helpers,
            ClientFactory clients)
            throws Exception {
        this(sslContext, connections, new Watchdog(scheduler, helpers), clients, ServiceHttp::configure);
    }

    ServiceHttp(
            SSLContext sslContext, Connections limits, Watchdog watchdog, ClientFactory clients, Configurer configurer)
            throws Exception {
        this.watchdog = watchdog;
        this.connections = new ConnectionPool(
                sslContext, limits.maxTotal(), limits.perRoute(), limits.timeToLive(), limits.proxied(), watchdog);
        this.client = clients.make(connections, builder -> configurer.configure(builder, watchdog));
        // once, as camel-http has a lock around it
        this.httpClient = client.client();
    }

    /** Makes a client fit for its purpose. */
    @FunctionalInterface
    interface Configurer {
        void configure(HttpClientBuilder builder, Watchdog watchdog);
    }

    /** Takes from a client whatever would send a request twice, send it elsewhere or change it. */
    static void configure(HttpClientBuilder builder, Watchdog watchdog) {
        builder.setRequestExecutor(new ServiceRequestExecutor(watchdog))
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
        try (InputStream in = ServiceHttp.class.getResourceAsStream("version.properties")) {
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

    /** Ends all requests that are under way, and closes client and connections. */
    @Override
    public void close() {
        // first, as the polite way to close would wait for them
        watchdog.close();
        client.close();
        connections.shutDown();
    }
}
