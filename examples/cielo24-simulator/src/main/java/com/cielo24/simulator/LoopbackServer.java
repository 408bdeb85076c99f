package com.cielo24.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/** The JDK's server, set up for many connections at once. */
final class LoopbackServer {
    private static final int BACKLOG = 1024;

    static {
        // The server reads these once, when its classes load, and offers no other way to set them.
        // Headers and body of an answer are separate packets, between which 40 ms pass otherwise.
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        // Idle connections over this number are closed on clients that are about to use them again.
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private LoopbackServer() {}

    static HttpServer bind(int port, SSLContext sslContext) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        if (sslContext == null) {
            return HttpServer.create(address, BACKLOG);
        }
        HttpsServer server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(sslContext));
        return server;
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
