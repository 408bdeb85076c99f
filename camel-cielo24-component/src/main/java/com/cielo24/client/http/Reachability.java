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
 * Whether the service can be reached, by the way that requests go: TCP, a proxy's tunnel, TLS with the host's name. It
 * ends there: no request is sent, and so no token.
 */
public final class Reachability {

    private static final int CONNECTED = 204;

    private Reachability() {}

    /**
     * Connects, and hangs up. It has one connection of its own, so that none of those in use is taken for an answer.
     *
     * @param  sslContext for {@code https}
     * @param  scheduler  runs the watchdog
     * @param  helpers    run what the watchdog must not wait for
     * @param  clients    as for a {@link Transport}
     * @param  host       the service's
     * @param  timeout    for the connection, for a proxy's tunnel and for the TLS handshake, each
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

    /** Takes from a client the sending of requests. */
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
            // the second is the pool's, when it is closed
            return "no connection to " + host + ": " + RequestSender.reason(e);
        }
    }

    /** Answers in the service's place, where a connection would begin to carry a request. */
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
