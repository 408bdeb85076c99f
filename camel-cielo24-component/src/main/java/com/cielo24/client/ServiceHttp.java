package com.cielo24.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;

/**
 * The HTTP client that all {@link Cielo24Client}s of a component share, with its connections and its watchdog.
 * <p>
 * Whoever builds the {@link HttpClient} decides on proxies and credentials; {@link #connections} and {@link #configure}
 * make it fit for this service.
 */
public final class ServiceHttp implements AutoCloseable {

    private static final AtomicLong CONNECTION_ID = new AtomicLong();
    private static final String USER_AGENT = "camel-cielo24/" + version();

    private final HttpClient httpClient;
    private final Watchdog watchdog;

    /**
     * @param httpClient built with {@link #connections} and {@link #configure}; closed by its owner
     * @param scheduler  runs the watchdog; shut down by its owner
     * @param lookouts   runs what the watchdog must not wait for, a thread for each; shut down by its owner
     */
    public ServiceHttp(HttpClient httpClient, ScheduledExecutorService scheduler, Executor lookouts) {
        this.httpClient = httpClient;
        this.watchdog = new Watchdog(scheduler, lookouts);
    }

    /**
     * Makes the pool.
     *
     * @param  sslContext             for {@code https}
     * @param  maxTotalConnections    in all, more than zero
     * @param  connectionsPerRoute    to one host, more than zero
     * @param  connectionTimeToLive   after which a connection is not used again; negative for no end
     * @param  proxied                whether requests may go through a proxy
     * @return                        the pool, closed by its owner
     */
    public static HttpClientConnectionManager connections(
            SSLContext sslContext,
            int maxTotalConnections,
            int connectionsPerRoute,
            Duration connectionTimeToLive,
            boolean proxied) {
        return new ConnectionPool(proxied)
                .setConnectionFactory(socket -> new ServiceConnection("cielo24-" + CONNECTION_ID.incrementAndGet()))
                .setTlsSocketStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(sslContext)
                        .buildClassic())
                .setMaxConnTotal(maxTotalConnections)
                .setMaxConnPerRoute(connectionsPerRoute)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(TimeValue.of(connectionTimeToLive))
                        // each check may take 1 ms, so not at every lease; but load balancers do drop idle connections
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(100))
                        .build())
                .build();
    }

    /**
     * Takes from a client whatever would send a request twice, send it elsewhere or change it.
     *
     * @param builder of the client
     */
    public static void configure(HttpClientBuilder builder) {
        builder.setRequestExecutor(new ServiceRequestExecutor())
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

    /** Ends all requests that are under way. Their owner closes the pool afterwards. */
    @Override
    public void close() {
        watchdog.close();
    }
}
