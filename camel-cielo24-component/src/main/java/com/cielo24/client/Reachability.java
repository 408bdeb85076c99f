package com.cielo24.client;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
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
     * One connection of its own, so that none of those in use is taken for an answer.
     *
     * @param  sslContext for {@code https}
     * @return            the connections, closed by their owner
     */
    public static HttpClientConnectionManager connections(SSLContext sslContext) {
        return ServiceHttp.connections(sslContext, 1, 1, Duration.ofMillis(-1), true);
    }

    /**
     * Takes from a client the sending of requests.
     *
     * @param builder of the client
     */
    public static void configure(HttpClientBuilder builder) {
        ServiceHttp.configure(builder);
        builder.setRequestExecutor(new NothingSent()).setConnectionReuseStrategy((request, answer, context) -> false);
    }

    /**
     * Connects, and hangs up.
     *
     * @param  client  built with {@link #connections} and {@link #configure}
     * @param  address of the service
     * @param  timeout for the connection, and for each step of its TLS handshake
     * @return         why the service cannot be reached, for a person; {@code null} if it can
     */
    @SuppressWarnings("deprecation") // as with requests: the timeout differs, while the connections are given
    public static String problem(HttpClient client, ServiceAddress address, Duration timeout) {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout))
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .build());
        ClassicHttpRequest nothing = new BasicClassicHttpRequest(Method.HEAD, address.host(), "/");
        try (ClassicHttpResponse answer = client.executeOpen(address.host(), nothing, context)) {
            return answer.getCode() == CONNECTED
                    ? null
                    : "the proxy answered " + answer.getCode() + " and did not connect to " + address;
        } catch (IOException | IllegalStateException e) {
            // the second is the pool's, when it is closed
            return "no connection to " + address + ": "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** Answers in the service's place, where a connection would begin to carry a request. */
    private static final class NothingSent extends HttpRequestExecutor {

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
