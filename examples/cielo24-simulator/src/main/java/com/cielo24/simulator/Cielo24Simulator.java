package com.cielo24.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A local server with the contract of the service's {@code /api/job/add_media}, the calls for accounts and jobs that it
 * needs, and orders of transcriptions with their callbacks and results. It accepts what the add-media page allows, refuses what the page forbids as soon as it has read the headers,
 * and records what it received. Bodies are streamed: memory does not grow with their size. By default it listens on the
 * loopback address only; see {@link SimulatorBuilder#bind}.
 *
 * <pre>{@code
 * try (Cielo24Simulator simulator = Cielo24Simulator.builder().start()) {
 *     // send to simulator.baseUrl() with simulator.apiToken(), then look at simulator.media()
 * }
 * }</pre>
 */
public final class Cielo24Simulator implements AutoCloseable {

    /** The token that a simulator takes by default. */
    public static final String DEMO_TOKEN = "c1e10240c1e10240c1e10240c1e10240";

    /** The account that a simulator has by default; the password is {@code demo-password}. */
    public static final Account DEMO_ACCOUNT = new Account("demo", "demo-password", "5ec0e10240c1e10240c1e10240c1e102");

    private static final Duration MAX_OUTAGE = Duration.ofHours(24);

    static final InetAddress LOOPBACK = loopback();

    private final Listener listener;
    private final URI baseUrl;
    private final String apiToken;
    private final Service service;

    Cielo24Simulator(SimulatorBuilder builder) throws IOException {
        apiToken = builder.apiToken;
        service = new Service(builder);
        listener = listen(builder, service);
        boolean everywhere = builder.bind.isAnyLocalAddress() || builder.bind.equals(LOOPBACK);
        String host = everywhere ? "127.0.0.1" : host(builder.bind);
        baseUrl = URI.create(
                builder.sslContext == null ? "http://" + host + ":" + port() : "https://localhost:" + port());
        listener.start();
    }

    private Listener listen(SimulatorBuilder builder, Service service) throws IOException {
        Handler handler = service.router(new ControlHandler(this).handlers());
        Connection connection = new Connection(handler, builder.idleTimeout, service::refused);
        try {
            return new Listener(builder.bind, builder.port, builder.sslContext, builder.idleTimeout, connection::serve);
        } catch (IOException | RuntimeException e) {
            service.close();
            throw e;
        }
    }

    /** The settings of a new simulator, which {@link SimulatorBuilder#start()} starts. */
    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    /**
     * A new job id: 32 random hex digits, in lower case. Such a job exists only with {@link
     * SimulatorBuilder#anyJob()}.
     */
    public static String newJobId() {
        return HexId.random();
    }

    /** Creates a job of the first account, as {@code /api/job/new} does, and returns its id. */
    public String newJob() {
        try {
            return service.newJob();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens: no path, no trailing slash. With TLS the host is {@code localhost}, else 127.0.0.1. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** The port on which it listens, 1 to 65535. */
    public int port() {
        return listener.port();
    }

    /** The token that it takes without a login. It does not expire; a logout ends it until {@link #reset()}. */
    public String apiToken() {
        return apiToken;
    }

    /** All media received, in the order in which it was attached to its jobs. */
    public List<ReceivedMedia> media() {
        return service.media.all();
    }

    /** The media of a job. */
    public Optional<ReceivedMedia> media(String jobId) {
        return service.media.of(jobId);
    }

    /** All jobs that were created by {@code /api/job/new}, the oldest first. */
    public List<CreatedJob> jobs() {
        return service.jobs.all();
    }

    /**
     * All orders that were accepted, the oldest first: also second ones for a job, and those of jobs that were deleted
     * meanwhile.
     */
    public List<Order> orders() {
        return service.transcriptions.orders();
    }

    /** The newest attempts to call back that have ended, in the order in which they did; 10 000 at most. */
    public List<Callback> callbacks() {
        return service.callbacks.sent();
    }

    /**
     * Sends a GET of the test's choice where the service would call back, such as a forged one: at once, without waiting
     * for it, and never again.
     *
     * @throws IllegalArgumentException if it is no http or https URL
     */
    public void sendCallback(URI url) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("(?i)https?")) {
            throw new IllegalArgumentException("a callback needs an absolute http or https URL");
        }
        service.callbacks.send(url);
    }

    /** How many logins succeeded. */
    public long logins() {
        return service.sessions.logins();
    }

    /** How many tokens from logins are alive: neither expired nor logged out. */
    public long sessions() {
        return service.sessions.alive();
    }

    /** Lets every token from a login expire now. */
    public void expireSessions() {
        service.sessions.expire();
    }

    /**
     * The newest requests that add media, in order of arrival: accepted ones, refused ones, and those in progress. The
     * oldest requests are dropped when there are more than 10 000 of all calls, or more than 32 MiB.
     */
    public List<ReceivedRequest> requests() {
        return requests(AddMediaRequest.PATH);
    }

    /** The newest requests of all calls with their answers, in order of arrival, also those that are malformed. */
    public List<JournalEntry> journal() {
        return service.journal.entries();
    }

    /**
     * Waits until a request for a call has been answered, or has ended in another way. Requests since the start or the
     * last {@link #reset()} count, too.
     *
     * @param path such as {@code /api/account/login}
     * @return the first such request
     * @throws AssertionError if there is none in time; it lists the requests that came
     */
    public JournalEntry awaitRequest(String path, Duration atMost) {
        return awaitRequest(entry -> entry.isEnded() && entry.request().path().equals(path), atMost);
    }

    /**
     * The same for any condition, which a request in progress may also meet.
     *
     * @throws AssertionError if there is none in time; it lists the requests that came
     */
    public JournalEntry awaitRequest(Predicate<JournalEntry> wanted, Duration atMost) {
        try {
            return service.journal
                    .await(wanted, atMost)
                    .orElseThrow(() -> new AssertionError("no such request within " + atMost + ", but " + journal()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a request", e);
        }
    }

    /**
     * Restores the state at the start: without created jobs, media, orders, callbacks, sessions, faults, requests and counts. Requests in
     * progress are aborted; idle connections stay open. Files of media in the media folder are deleted.
     */
    public void reset() {
        try {
            listener.goAway(Duration.ZERO);
            service.reset();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Simulates an outage: open connections are closed, and new ones as soon as they are open. Jobs and media are kept.
     * Zero ends an outage.
     *
     * @param duration up to 24 hours
     * @throws IllegalArgumentException if it is longer or negative
     */
    public void outage(Duration duration) {
        if (duration.isNegative() || duration.compareTo(MAX_OUTAGE) > 0) {
            throw new IllegalArgumentException("an outage must last 0 to 24 hours, but is " + duration);
        }
        listener.goAway(duration);
        service.inProgress.endWaits();
    }

    /**
     * The newest requests for one call, in order of arrival.
     *
     * @param path such as {@code /api/account/login}
     */
    public List<ReceivedRequest> requests(String path) {
        return service.requests(path);
    }

    /** How many add_media requests there were, also those no longer in {@link #requests()}. */
    public long requestCount() {
        return service.uploads.requests();
    }

    /** How many POST requests are in progress now. A request ends right before its answer is sent. */
    public int uploadsInProgress() {
        return service.uploads.uploadsInProgress();
    }

    /** How many bytes of bodies were read, of all add_media requests together and while they stream. */
    public long bytesReceived() {
        return service.uploads.bytes();
    }

    /** The highest number of add_media requests that ever were in progress at once. */
    public int mostConcurrent() {
        return service.uploads.mostConcurrent();
    }

    /** How it misbehaves. */
    public Faults faults() {
        return service.faults;
    }

    private static String host(InetAddress address) {
        String literal =
                address.isLoopbackAddress() && address instanceof Inet6Address ? "::1" : address.getHostAddress();
        return address instanceof Inet6Address ? "[" + literal + "]" : literal;
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /** Breaks off what is in progress, deletes partial files and frees the port. */
    @Override
    public void close() {
        service.inProgress.close();
        listener.close();
        service.close();
    }
}
