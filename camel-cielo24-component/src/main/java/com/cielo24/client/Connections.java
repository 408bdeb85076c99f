package com.cielo24.client;

import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

import com.cielo24.client.http.Reachability;
import com.cielo24.client.http.Transport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;

/**
 * A connection pool and threads that clients can share. A {@link Cielo24Client} creates its own unless its builder is
 * given one.
 */
public final class Connections implements AutoCloseable {

    private final Transport transport;
    private final Executor tasks;
    private final Runnable close;

    private Connections(Transport transport, Executor tasks, Runnable close) {
        this.transport = transport;
        this.tasks = tasks;
        this.close = close;
    }

    /**
     * Defaults: 200 connections, all of which may go to one host; the certificate authorities of the JDK; no proxy.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    Transport transport() {
        return transport;
    }

    /** For tasks that may block; each has its own thread. */
    Executor tasks() {
        return tasks;
    }

    /** Ends all requests in progress and closes all connections. Later requests fail. */
    @Override
    public void close() {
        transport.close();
        close.run();
    }

    /** Builds {@link Connections}. */
    public static final class Builder {

        private int maxTotal = 200;
        private int perRoute = 200;
        private Duration timeToLive = Duration.ofMillis(-1);
        private boolean proxied;
        private SSLContext sslContext;
        private ScheduledExecutorService scheduler;
        private Executor helpers;
        private BiFunction<HttpClientConnectionManager, Consumer<HttpClientBuilder>, HttpClient> httpClients =
                Builder::httpClient;

        private Builder() {}

        /**
         * @param  total maximum number of connections, more than zero
         * @return       this builder
         */
        public Builder maxTotal(int total) {
            this.maxTotal = total;
            return this;
        }

        /**
         * @param  most maximum number of connections to one host, more than zero; other requests wait
         * @return      this builder
         */
        public Builder perRoute(int most) {
            this.perRoute = most;
            return this;
        }

        /**
         * @param  lifetime after which a connection is not reused; negative for no limit
         * @return          this builder
         */
        public Builder timeToLive(Duration lifetime) {
            this.timeToLive = lifetime;
            return this;
        }

        /**
         * @param  context for {@code https}
         * @return         this builder
         */
        public Builder sslContext(SSLContext context) {
            this.sslContext = context;
            return this;
        }

        /**
         * Another factory for HTTP clients, for proxies and their credentials.
         *
         * @param  clients create a client on the given connection manager. They must apply the given consumer to its
         *                 builder last, and close the client themselves
         * @param  proxies whether requests may go through a proxy
         * @return         this builder
         */
        public Builder httpClients(
                BiFunction<HttpClientConnectionManager, Consumer<HttpClientBuilder>, HttpClient> clients,
                boolean proxies) {
            this.httpClients = clients;
            this.proxied = proxies;
            return this;
        }

        /**
         * Uses the threads of an application. By default each {@link Connections} has its own daemon threads.
         *
         * @param  watchdog runs ten short checks a second; shut down by its owner
         * @param  tasks    runs tasks that may block, each in its own thread; shut down by its owner
         * @return          this builder
         */
        public Builder threads(ScheduledExecutorService watchdog, Executor tasks) {
            this.scheduler = watchdog;
            this.helpers = tasks;
            return this;
        }

        /**
         * @return the connections, to be closed by the caller
         */
        public Connections build() {
            Transport.Limits limits = new Transport.Limits(maxTotal, perRoute, timeToLive, proxied);
            if (scheduler != null) {
                return connections(limits, scheduler, helpers, () -> {});
            }
            ThreadFactory threads = task -> {
                Thread thread = new Thread(task, "cielo24-watchdog");
                thread.setDaemon(true);
                return thread;
            };
            ScheduledExecutorService ownScheduler = Executors.newSingleThreadScheduledExecutor(threads);
            ExecutorService ownHelpers = Executors.newCachedThreadPool(threads);
            return connections(limits, ownScheduler, ownHelpers, () -> {
                ownScheduler.shutdownNow();
                ownHelpers.shutdownNow();
            });
        }

        private Connections connections(
                Transport.Limits limits, ScheduledExecutorService watchdog, Executor tasks, Runnable close) {
            return new Connections(new Transport(sslContext(), limits, watchdog, tasks, httpClients), tasks, close);
        }

        /**
         * Connects to the service once, in the same way as requests do, and sends nothing.
         *
         * @param  address of the service
         * @param  timeout of the connection, of a proxy's tunnel and of the TLS handshake, each
         * @return         why the service cannot be reached; {@code null} if it can
         */
        public String problem(ServiceAddress address, Duration timeout) {
            return Reachability.problem(sslContext(), scheduler, helpers, httpClients, address.host(), timeout);
        }

        private SSLContext sslContext() {
            try {
                return sslContext != null ? sslContext : SSLContext.getDefault();
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Java has no default SSLContext", e);
            }
        }

        private static HttpClient httpClient(
                HttpClientConnectionManager connections, Consumer<HttpClientBuilder> configurer) {
            HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(connections);
            configurer.accept(builder);
            return builder.build();
        }
    }
}
