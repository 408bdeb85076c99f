package com.cielo24.client;

import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;

/**
 * HttpClient's pool, with sockets that are made for large uploads.
 */
final class ConnectionPool extends PoolingHttpClientConnectionManagerBuilder {

    private final boolean proxied;

    /**
     * @param proxied whether a connection may be one to a proxy, with TLS inside
     */
    ConnectionPool(boolean proxied) {
        this.proxied = proxied;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
            SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
        return new DefaultHttpClientConnectionOperator(
                new Sockets(),
                ports,
                names,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register(URIScheme.HTTPS.id, tls)
                        .build());
    }

    /** They ask the system's settings for a SOCKS proxy, as all do that are not told of one. */
    private final class Sockets implements DetachedSocketFactory {

        @Override
        public Socket create(Proxy none) {
            return new GatheringSocket();
        }

        /**
         * Without TLS and proxy it is one that the system can send files to. It leads to a service on this machine, as
         * any other must have TLS.
         */
        @Override
        public Socket create(String scheme, Proxy none) throws IOException {
            return URIScheme.HTTP.same(scheme) && !proxied
                    ? SocketChannel.open().socket()
                    : create(none);
        }
    }
}
