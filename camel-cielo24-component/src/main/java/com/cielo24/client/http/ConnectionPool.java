package com.cielo24.client.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * HttpClient's pool with sockets tuned for large uploads, a deadline for TLS handshakes, and a check of each connection
 * when it is leased. Only its owner can close it: HttpClient closes its pool whenever an exchange throws an
 * {@link Error}, and all later exchanges of the component would fail until a restart.
 */
final class ConnectionPool extends PoolingHttpClientConnectionManager {

    private static final AtomicLong CONNECTION_ID = new AtomicLong();

    /**
     * @param timeToLive after which a connection is not reused; negative for no limit
     * @param proxied    whether connections may go through a proxy
     */
    ConnectionPool(
            SSLContext sslContext,
            int maxTotal,
            int perRoute,
            Duration timeToLive,
            boolean proxied,
            Watchdog watchdog) {
        this(sslContext, proxied, watchdog, new ConnectionChecks());
        setMaxTotal(maxTotal);
        setDefaultMaxPerRoute(perRoute);
        setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build());
        setDefaultConnectionConfig(ConnectionConfig.custom()
                .setTimeToLive(TimeValue.of(timeToLive))
                // at each lease; the connection itself decides whether to check
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build());
    }

    private ConnectionPool(SSLContext sslContext, boolean proxied, Watchdog watchdog, ConnectionChecks checks) {
        super(
                new DefaultHttpClientConnectionOperator(
                        new SocketFactory(proxied),
                        null,
                        null,
                        RegistryBuilder.<TlsSocketStrategy>create()
                                .register(URIScheme.HTTPS.id, new TlsInTime(sslContext, watchdog))
                                .build()),
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                null,
                socket -> new ServiceConnection("cielo24-" + CONNECTION_ID.incrementAndGet(), checks));
    }

    @Override
    public void close() {}

    @Override
    public void close(CloseMode mode) {}

    /** Closes the pool and all of its connections. */
    void shutDown() {
        super.close(CloseMode.IMMEDIATE);
    }

    /** The sockets use the JVM's SOCKS settings, as any socket without an explicit proxy does. */
    private record SocketFactory(boolean proxied) implements DetachedSocketFactory {

        @Override
        public Socket create(Proxy none) {
            return new GatheringSocket();
        }

        /**
         * Without TLS and proxy, a socket with a channel, to which the system can send files. The service is then on
         * this machine, as any other requires TLS.
         */
        @Override
        public Socket create(String scheme, Proxy none) throws IOException {
            return URIScheme.HTTP.same(scheme) && !proxied
                    ? SocketChannel.open().socket()
                    : create(none);
        }
    }

    /** HttpClient limits each step of a handshake, but not the whole. */
    private static final class TlsInTime implements TlsSocketStrategy {

        private final TlsSocketStrategy tls;
        private final Watchdog watchdog;

        TlsInTime(SSLContext sslContext, Watchdog watchdog) {
            this.tls =
                    ClientTlsStrategyBuilder.create().setSslContext(sslContext).buildClassic();
            this.watchdog = watchdog;
        }

        @Override
        public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
                throws IOException {
            return watchdog.connect(
                    socket, context, "the TLS handshake", () -> tls.upgrade(socket, target, port, attachment, context));
        }
    }
}
