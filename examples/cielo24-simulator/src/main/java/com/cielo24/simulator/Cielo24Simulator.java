package com.cielo24.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The contract of the service's {@code /api/job/add_media} as a local server. It takes what the add-media page
 * allows, refuses what the page forbids, as soon as the headers show it, and keeps what it received. Bodies are
 * streamed: memory does not grow with their size. It listens on the loopback address only.
 *
 * <pre>{@code
 * try (Cielo24Simulator simulator = Cielo24Simulator.builder().start()) {
 *     // send to simulator.baseUrl() with simulator.apiToken(), then look at simulator.media()
 * }
 * }</pre>
 */
public final class Cielo24Simulator implements AutoCloseable {

    /** The token that a simulator takes unless told otherwise. */
    public static final String DEMO_TOKEN = "c1e10240c1e10240c1e10240c1e10240";

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI baseUrl;
    private final String apiToken;
    private final MediaStore store;
    private final Faults faults = new Faults();
    private final Traffic traffic = new Traffic();
    private final Lifetime lifetime = new Lifetime();

    private Cielo24Simulator(Builder builder) throws IOException {
        apiToken = builder.apiToken;
        store = new MediaStore(builder.jobs, builder.mediaFolder);
        server = LoopbackServer.bind(builder.port, builder.sslContext);
        baseUrl = URI.create((builder.sslContext == null ? "http://127.0.0.1:" : "https://localhost:") + port());
        threads = Executors.newCachedThreadPool(daemons());
        server.setExecutor(threads);
        server.createContext(
                "/",
                new Router(Map.of(
                        "/",
                        Cielo24Simulator::frontPage,
                        AddMediaRequest.PATH,
                        new AddMediaHandler(apiToken, store, faults, traffic, lifetime, builder.outcomes),
                        "/simulator/media",
                        new MediaListHandler(store),
                        "/simulator/faults",
                        new FaultsHandler(faults))));
        server.start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A new job id: 32 random hex digits, in lower case. */
    public static String newJobId() {
        return HexId.random();
    }

    /** Where it listens: no path, no trailing slash. With TLS the host is {@code localhost}, else 127.0.0.1. */
    public URI baseUrl() {
        return baseUrl;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The token that it takes. */
    public String apiToken() {
        return apiToken;
    }

    /** All media received, in the order in which it was attached to its jobs. */
    public List<ReceivedMedia> media() {
        return store.all();
    }

    /** The media of a job. */
    public Optional<ReceivedMedia> media(String jobId) {
        return store.of(jobId);
    }

    /** The newest 10 000 add_media requests in order of arrival, right or wrong, also those still in progress. */
    public List<ReceivedRequest> requests() {
        return traffic.newest();
    }

    /** How many add_media requests there were, also those no longer in {@link #requests()}. */
    public long requestCount() {
        return traffic.requests();
    }

    /** How many POST requests are in progress now. A request ends right before its answer is sent. */
    public int uploadsInProgress() {
        return traffic.uploadsInProgress();
    }

    /** How many bytes of bodies were read, of all add_media requests together and while they stream. */
    public long bytesReceived() {
        return traffic.bytes();
    }

    /** The highest number of add_media requests that ever were in progress at once. */
    public int mostConcurrent() {
        return traffic.mostConcurrent();
    }

    /** How it misbehaves. */
    public Faults faults() {
        return faults;
    }

    /** Breaks off what is in progress, deletes partial files and frees the port. */
    @Override
    public void close() {
        lifetime.close();
        threads.shutdownNow();
        server.stop(0);
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void frontPage(HttpExchange exchange) throws IOException {
        Answer.text(200, """
                        cielo24 simulator: takes media at GET and POST /api/job/add_media as the service does.
                        GET /simulator/media lists what it received; POST /simulator/faults makes it misbehave.
                        """).writeTo(exchange);
        exchange.close();
    }

    private static ThreadFactory daemons() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "cielo24-simulator-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What a simulator is to be like. Everything has a default. */
    public static final class Builder {
        private int port;
        private String apiToken = DEMO_TOKEN;
        private Set<String> jobs;
        private Path mediaFolder;
        private SSLContext sslContext;
        private Consumer<Outcome> outcomes = outcome -> {};

        private Builder() {}

        /** The port to listen on; 0, the default, for any that is free. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The one token that is taken, {@link #DEMO_TOKEN} by default. */
        public Builder apiToken(String apiToken) {
            this.apiToken = apiToken;
            return this;
        }

        /** The jobs that exist. By default every id of 32 hex digits is one. */
        public Builder jobs(Collection<String> jobs) {
            this.jobs = jobs.stream().map(id -> id.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /**
         * Where to keep the bytes of uploads, one file a job, named by its id; made if it does not exist. A job whose
         * file is there from an earlier run already has media. By default bytes are only counted and hashed.
         */
        public Builder mediaFolder(Path mediaFolder) {
            this.mediaFolder = mediaFolder;
            return this;
        }

        /** Serves https with this, on the host name {@code localhost}. */
        public Builder sslContext(SSLContext sslContext) {
            this.sslContext = sslContext;
            return this;
        }

        /** Hears how each add_media request ended, on the thread that served it and right before its answer is sent. */
        public Builder onOutcome(Consumer<Outcome> outcomes) {
            this.outcomes = outcomes;
            return this;
        }

        /**
         * @throws UncheckedIOException if the port is taken or the media folder cannot be used
         */
        public Cielo24Simulator start() {
            try {
                return new Cielo24Simulator(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
