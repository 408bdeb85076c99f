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
 * The pool of connections and the threads that clients share. A {@link Cielo24Client} has its own, unless its builder is
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
     * Begins with 200 connections, of which each may lead to the same host, the JDK's authorities, and no proxy.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    Transport transport() {
        return transport;
    }

    /** Run what may have to wait, a thread for each. */
    Executor tasks() {
        return tasks;
    }

    /** Ends all requests that are under way, and closes all connections. Requests that follow fail. */
    @Override
    public void close() {
        transport.close();
        close.run();
    }

    /** Makes {@link Connections}. */
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
         * @param  total how many connections there may be, more than zero
         * @return       this builder
         */
        public Builder maxTotal(int total) {
            this.maxTotal = total;
            return this;
        }

        /**
         * @param  most how many connections to one host there may be, more than zero; other requests wait
         * @return      this builder
         */
        public Builder perRoute(int most) {
            this.perRoute = most;
            return this;
        }

        /**
         * @param  lifetime after which a connection is not used again; negative for no end
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
         * Another maker of HTTP clients, for proxies and their credentials.
         *
         * @param  clients make a client that uses the given connections, and lets the given consumer have the last word
         *                 on how it is built; they close it themselves
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
         * Threads of an application; by default each {@link Connections} has its own daemon threads.
         *
         * @param  watchdog runs ten short checks a second; shut down by its owner
         * @param  tasks    run what may have to wait, a thread for each; shut down by their owner
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
         * Connects to the service once, the way that requests go, and sends nothing.
         *
         * @param  address of the service
         * @param  timeout for the connection, for a proxy's tunnel and for the TLS handshake, each
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
