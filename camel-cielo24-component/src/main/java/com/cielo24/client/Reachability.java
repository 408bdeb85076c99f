package com.cielo24.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Whether the service can be reached, by the way that requests go: TCP, a proxy's tunnel, TLS with the host's name. It
 * ends there: no request is sent, and so no token.
 */
public final class Reachability {

    private static final int CONNECTED = 204;

    private Reachability() {}

    /**
     * Makes what looks for the service. It has one connection of its own, so that none of those in use is taken for an
     * answer.
     *
     * @param  sslContext for {@code https}
     * @param  scheduler  runs the watchdog
     * @param  helpers    run what the watchdog must not wait for
     * @param  clients    make the HTTP client
     * @return            to be closed afterwards
     * @throws Exception  if the HTTP client cannot be made
     */
    public static ServiceHttp probe(
            SSLContext sslContext,
            ScheduledExecutorService scheduler,
            Executor helpers,
            ServiceHttp.ClientFactory clients)
            throws Exception {
        return new ServiceHttp(
                sslContext,
                new ServiceHttp.Connections(1, 1, Duration.ofMillis(-1), true),
                new Watchdog(scheduler, helpers),
                clients,
                Reachability::configure);
    }

    /** Takes from a client the sending of requests. */
    private static void configure(HttpClientBuilder builder, Watchdog watchdog) {
        ServiceHttp.configure(builder, watchdog);
        builder.setRequestExecutor(new NothingSent(watchdog))
                .setConnectionReuseStrategy((request, answer, context) -> false);
    }

    /**
     * Connects, and hangs up.
     *
     * @param  probe   as made by {@link #probe}
     * @param  address of the service
     * @param  timeout for the connection, for a proxy's tunnel and for the TLS handshake, each
     * @return         why the service cannot be reached, for a person; {@code null} if it can
     */
    @SuppressWarnings("deprecation") // as with requests: the timeout differs, while the connections are given
    public static String problem(ServiceHttp probe, ServiceAddress address, Duration timeout) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout))
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .build());
        ClassicHttpRequest nothing = new BasicClassicHttpRequest(Method.HEAD, address.host(), "/");
        try (ClassicHttpResponse answer = probe.httpClient().executeOpen(address.host(), nothing, context)) {
            return answer.getCode() == CONNECTED
                    ? null
                    : "the proxy answered " + answer.getCode() + " and did not connect to " + address;
        } catch (IOException | RuntimeException e) {
            // the second is the pool's, when it is closed
            return "no connection to " + address + ": "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** Answers in the service's place, where a connection would begin to carry a request. */
    private static final class NothingSent extends ServiceRequestExecutor {

        NothingSent(Watchdog watchdog) {
            super(watchdog);
        }

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback informationCallback,
                HttpContext context)
                throws IOException, HttpException {
            return Method.CONNECT.isSame(request.getMethod())
                    ? super.execute(request, connection, informationCallback, context)
                    : new BasicClassicHttpResponse(CONNECTED);
        }
    }
}
