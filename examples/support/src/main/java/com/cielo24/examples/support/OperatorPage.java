package com.cielo24.examples.support;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.util.json.JsonObject;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page with what waits, what is under way and what has ended, and health, metrics and the dev console beside it, on
 * this machine's loopback only. Nothing can be changed with it, and it has no secret.
 */
public final class OperatorPage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorPage.class);

    /** Any other host name is of a page elsewhere that had its name point here. */
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    static final ObjectMapper JSON = new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final int THREADS = 12;
    private static final long IDLE_MILLIS = 30_000;

    private static final Map<String, String> FILES = Map.of(
            "/", "index.html text/html",
            "/page.js", "page.js text/javascript",
            "/page.css", "page.css text/css");

    private record Check(String id, String state, String message) {}

    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer");

    private final CamelContext context;
    private final Board board;
    private final Map<String, Refreshed<Shelf.Content>> shelves = new TreeMap<>();
    private final Refreshed<Map<String, Object>> health;
    private final ExecutorService threads;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Server server;
    private final ServerConnector connector;

    private OperatorPage(CamelContext context, Board board, Map<String, Shelf> shelves, int port) {
        this.context = context;
        this.board = board;
        this.threads = context.getExecutorServiceManager().newCachedThreadPool(this, "operator-page");
        this.health = new Refreshed<>(this::health, threads, 5_000);
        shelves.forEach((name, shelf) -> this.shelves.put(name, new Refreshed<>(shelf::look, threads, 900)));
        QueuedThreadPool pool = new QueuedThreadPool(THREADS);
        pool.setDaemon(true);
        server = new Server(pool);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        // also for a request that comes in pieces, which holds no thread meanwhile
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                answer(request, response, callback);
                return true;
            }
        });
    }

    /**
     * Opens the page of a context that is not started yet.
     *
     * @param  shelves where files or messages are, by name: {@code waiting}, {@code failed}, {@code review}
     * @param  port    to listen on, 0 for any that is free
     * @param  key     of the port in the configuration, for the log
     * @return         the page, or {@code null} if the port is not available, which is logged, and no reason to stop
     */
    public static OperatorPage open(
            CamelContext context, Board board, Map<String, Shelf> shelves, int port, String key) {
        OperatorPage page = new OperatorPage(context, board, shelves, port);
        try {
            page.server.start();
        } catch (Exception e) {
            page.close();
            String why = ExampleMain.reason(e);
            LOG.warn("No page for the operator at port {}: {}. Set {} to another, or off", port, why, key);
            return null;
        }
        page.measure();
        return page;
    }

    private void measure() {
        context.getRegistry().bind("meters", meters);
        shelves.forEach((name, shelf) -> Gauge.builder("ingest." + name, shelf, OperatorPage::count)
                .description("Files or messages: " + name)
                .register(meters));
        for (String name : List.of("routes", "consumers", "producers")) {
            HealthCheckRepository checks = HealthCheckHelper.getHealthCheckRepository(context, name);
            if (checks != null) {
                checks.setEnabled(true);
            }
        }
    }

    private static double count(Refreshed<Shelf.Content> shelf) {
        Shelf.Content content = shelf.get().value();
        return content == null ? Double.NaN : content.count();
    }

    /**
     * @return where the page is
     */
    public String url() {
        return "http://localhost:" + connector.getLocalPort() + "/";
    }

    private void answer(Request request, Response response, Callback callback) {
        String host = String.valueOf(request.getHeaders().get(HttpHeader.HOST));
        String path = Request.getPathInContext(request);
        try {
            if (!HOSTS.contains(host.replaceFirst(":\\d+$", ""))) {
                send(response, callback, 403, "text/plain", "this page is for this machine only");
            } else if (!Set.of("GET", "HEAD").contains(request.getMethod())) {
                response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
                send(response, callback, 405, "text/plain", "there is nothing to be changed here");
            } else {
                answer(path, response, callback);
            }
        } catch (Exception e) {
            LOG.debug("{} cannot be shown", path, e);
            send(response, callback, 500, "text/plain", path + " cannot be shown");
        }
    }

    private void answer(String path, Response response, Callback callback) throws Exception {
        switch (path) {
            case "/work" -> send(response, callback, 200, "application/json", JSON.writeValueAsString(work()));
            case "/health" -> {
                Map<String, Object> now = health();
                int status = "UP".equals(now.get("status")) ? 200 : 503;
                send(response, callback, status, "application/json", JSON.writeValueAsString(now));
            }
            case "/metrics" -> send(response, callback, 200, "text/plain; version=0.0.4", meters.scrape());
            case "/console" -> send(response, callback, 200, "application/json", console(DevConsole.MediaType.JSON));
            case "/console.txt" -> send(response, callback, 200, "text/plain", console(DevConsole.MediaType.TEXT));
            default -> sendFile(path, response, callback);
        }
    }

    private void sendFile(String path, Response response, Callback callback) throws Exception {
        if (!FILES.containsKey(path)) {
            send(response, callback, 404, "text/plain", "there is nothing here");
            return;
        }
        String[] file = FILES.get(path).split(" ");
        try (InputStream in = OperatorPage.class.getResourceAsStream(file[0])) {
            send(response, callback, 200, file[1], new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void send(Response response, Callback callback, int status, String type, String text) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type + "; charset=utf-8");
        HEADERS.forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    }

    private Map<String, Object> work() {
        Map<String, Object> work = board.content(context);
        shelves.forEach((name, shelf) -> work.put(name, shelf.get()));
        work.put("health", health.get());
        return work;
    }

    private Map<String, Object> health() {
        // checks that are up, too; Camel's main would leave them out
        var results = HealthCheckHelper.invokeReadiness(context, "full");
        List<Check> checks = new ArrayList<>();
        results.forEach(result -> checks.add(new Check(
                result.getCheck().getId(),
                result.getState().name(),
                result.getMessage().orElse(""))));
        shelves.forEach((name, shelf) -> {
            String problem = shelf.get().problem();
            checks.add(problem == null ? new Check(name, "UP", "") : new Check(name, "DOWN", problem));
        });
        boolean isUp = context.isStarted() && checks.stream().noneMatch(check -> check.state.equals("DOWN"));
        return Map.of("status", isUp ? "UP" : "DOWN", "checks", checks);
    }

    private String console(DevConsole.MediaType type) {
        DevConsole console = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("cielo24");
        Object content = console.call(type, Map.of());
        return content instanceof JsonObject json ? json.toJson() : String.valueOf(content);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.debug("The page was not closed in order", e);
        }
        context.getExecutorServiceManager().shutdownNow(threads);
    }
}
