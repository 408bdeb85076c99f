package com.cielo24.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Checks whether the service can be reached in the same way as requests are sent: TCP, a proxy's tunnel, TLS with the
 * host's name. No request is sent, and so no token.
 */
public final class Reachability {

    private static final int CONNECTED = 204;

    private Reachability() {}

    /**
     * Connects and disconnects. It opens a connection of its own, as a pooled one would prove nothing.
     *
     * @param  sslContext for {@code https}
     * @param  scheduler  runs the watchdog
     * @param  helpers    runs tasks that may block
     * @param  clients    as for a {@link Transport}
     * @param  host       of the service
     * @param  timeout    of the connection, of a proxy's tunnel and of the TLS handshake, each
     * @return            why the service cannot be reached; {@code null} if it can
     */
    public static String problem(
            SSLContext sslContext,
            ScheduledExecutorService scheduler,
            Executor helpers,
            BiFunction<HttpClientConnectionManager, Consumer<HttpClientBuilder>, HttpClient> clients,
            HttpHost host,
            Duration timeout) {
        Transport.Limits one = new Transport.Limits(1, 1, Duration.ofMillis(-1), true);
        Watchdog watchdog = new Watchdog(scheduler, helpers);
        try (Transport probe = new Transport(sslContext, one, watchdog, clients, Reachability::configure)) {
            return problem(probe.httpClient(), host, new Timeouts(timeout, timeout, timeout, timeout));
        }
    }

    /** Prevents a client from sending requests. */
    private static void configure(HttpClientBuilder builder, Watchdog watchdog) {
        Transport.configure(builder, watchdog);
        builder.setRequestExecutor(new NothingSent(watchdog))
                .setConnectionReuseStrategy((request, answer, context) -> false);
    }

    private static String problem(HttpClient client, HttpHost host, Timeouts timeouts) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(timeouts.requestConfig());
        ClassicHttpRequest nothing = new BasicClassicHttpRequest(Method.HEAD, host, "/");
        try (ClassicHttpResponse answer = client.executeOpen(host, nothing, context)) {
            return answer.getCode() == CONNECTED
                    ? null
                    : "the proxy answered " + answer.getCode() + " and did not connect to " + host;
        } catch (IOException | RuntimeException e) {
            // a closed pool throws the latter
            return "no connection to " + host + ": " + RequestSender.reason(e);
        }
    }

    /** Answers in place of the service once there is a connection. */
    private static final class NothingSent extends RequestExecutor {

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
