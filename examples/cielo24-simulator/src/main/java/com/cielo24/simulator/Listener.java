package com.cielo24.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * Takes connections, each served by a thread of its own. Not a server from a library: a test double has to see what
 * clients really send, and to break its answers at any byte. Jetty 12.1 with its strictest settings was tried: it takes
 * a request line with two spaces in a row or with http/1.1, shows one with three as "/badMessage" without its URL, so that
 * no log can say what was wrong with it, and closes a connection with half a request without an answer.
 */
final class Listener implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final ServerSocket server;
    private final SSLContext sslContext;
    private final Duration silence;
    private final ConnectionHandler connections;
    private final ExecutorService threads = Executors.newCachedThreadPool(daemons());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons());
    private Thread acceptor;
    private volatile long awayUntil = System.nanoTime();

    @FunctionalInterface
    interface ConnectionHandler {
        void serve(Client client) throws IOException;
    }

    /**
     * @param sslContext null for plain http
     * @param silence    how long a client may read nothing of an answer
     * @throws IOException if the port is taken
     */
    Listener(InetAddress address, int port, SSLContext sslContext, Duration silence, ConnectionHandler connections)
            throws IOException {
        this.sslContext = sslContext;
        this.silence = silence;
        this.connections = connections;
        timer.setRemoveOnCancelPolicy(true);
        server = new ServerSocket();
        server.bind(new InetSocketAddress(address, port), BACKLOG);
    }

    int port() {
        return server.getLocalPort();
    }

    void start() {
        acceptor = new Thread(this::accept, "cielo24-simulator-acceptor-" + port());
        // a test that forgets to close a simulator can end all the same
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException | RuntimeException | Error e) {
                // closed, or this one connection failed, as where there are no threads: others may not
                pauseUnlessClosed();
            }
        }
    }

    private void take(Socket socket) {
        open.add(socket);
        try {
            // asked after it was added: it may be among those that goAway closes, and must not be among neither
            if (isAway()) {
                discard(socket);
            } else {
                threads.execute(() -> serve(socket));
            }
        } catch (RuntimeException | Error e) {
            discard(socket);
            throw e;
        }
    }

    private void discard(Socket socket) {
        closeQuietly(socket);
        open.remove(socket);
    }

    /** Closes all connections, and new ones for a while; zero ends that. */
    void goAway(Duration duration) {
        awayUntil = System.nanoTime() + duration.toNanos();
        if (isAway()) {
            // a copy: those that come when it is back again must not be among them
            List.copyOf(open).forEach(Listener::closeQuietly);
        }
    }

    private boolean isAway() {
        return System.nanoTime() - awayUntil < 0;
    }

    private void serve(Socket socket) {
        try {
            connections.serve(new Client(socket, sslContext, timer, silence));
        } catch (IOException e) {
            // the client went away, or was sent away
        } finally {
            discard(socket);
        }
    }

    private void pauseUnlessClosed() {
        try {
            if (!server.isClosed()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all connections, and waits a while for what served them. */
    @Override
    public void close() {
        closeQuietly(server);
        open.forEach(Listener::closeQuietly);
        threads.shutdownNow();
        timer.shutdownNow();
        try {
            // until it has ended, the system still takes connections
            acceptor.join(5_000);
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // it is gone either way
        }
    }

    private static ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "cielo24-simulator-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
