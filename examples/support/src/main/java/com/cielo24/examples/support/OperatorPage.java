package com.cielo24.examples.support;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
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

    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer");

    private static final Map<Integer, String> PROBLEMS = Map.of(
            403, "this page is for this machine only",
            404, "there is nothing here",
            405, "there is nothing to be changed here");

    private record Check(String id, String state, String message) {}

    private final CamelContext context;
    private final Board board;
    private final Map<String, Refreshed<Shelf.Content>> shelves = new TreeMap<>();
    private final Refreshed<Map<String, Object>> health;
    private final ExecutorService threads;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Vertx vertx;
    private final HttpServer server;

    private OperatorPage(CamelContext context, Board board, Map<String, Shelf> shelves) {
        this.context = context;
        this.board = board;
        this.threads = context.getExecutorServiceManager().newCachedThreadPool(this, "operator-page");
        this.health = new Refreshed<>(this::health, threads, 5_000);
        shelves.forEach((name, shelf) -> this.shelves.put(name, new Refreshed<>(shelf::look, threads, 900)));
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(8)
                .setUseDaemonThread(true)
                // the page needs no cache on the disk, which may be read-only
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        server = vertx.createHttpServer(new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                // seconds; also for a request that comes in pieces, which holds no thread meanwhile
                .setIdleTimeout(30));
        server.requestHandler(router());
    }

    /**
     * Opens the page of a context that is not started yet.
     *
     * @param  shelves     where files or messages are, by name: {@code waiting}, {@code failed}, {@code review}
     * @param  port        to listen on, 0 for any that is free
     * @param  key         of the port in the configuration, for the log
     * @return             the page, or {@code null} if the port is not available, which is logged, and no reason to stop
     */
    public static OperatorPage open(
            CamelContext context, Board board, Map<String, Shelf> shelves, int port, String key) {
        OperatorPage page = new OperatorPage(context, board, shelves);
        try {
            await(page.server.listen(port, "127.0.0.1"));
        } catch (CompletionException e) {
            page.close();
            String why = ExampleMain.reason(e);
            LOG.warn("No page for the operator at port {}: {}. Set {} to another, or off", port, why, key);
            return null;
        }
        page.measure();
        return page;
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(OperatorPage::protect).failureHandler(OperatorPage::refuse);
        show(router, "/", "text/html", () -> file("index.html"));
        show(router, "/page.js", "text/javascript", () -> file("page.js"));
        show(router, "/page.css", "text/css", () -> file("page.css"));
        show(router, "/work", "application/json", this::work);
        show(router, "/metrics", "text/plain; version=0.0.4", meters::scrape);
        show(router, "/console", "application/json", () -> console(DevConsole.MediaType.JSON));
        show(router, "/console.txt", "text/plain", () -> console(DevConsole.MediaType.TEXT));
        router.route("/health").respond(request -> vertx.executeBlocking(this::health, false)
                .onSuccess(now -> request.response().setStatusCode("UP".equals(now.get("status")) ? 200 : 503)));
        router.route().handler(request -> request.fail(404));
        return router;
    }

    /**
     * @param content found out by another thread than the server's, as it may have to wait; what is no text becomes JSON
     */
    private void show(Router router, String path, String type, Callable<?> content) {
        router.route(path).respond(request -> {
            request.response().putHeader(HttpHeaders.CONTENT_TYPE, type + "; charset=utf-8");
            return vertx.executeBlocking(content, false);
        });
    }

    private static Buffer file(String name) throws IOException {
        try (InputStream in = OperatorPage.class.getResourceAsStream(name)) {
            return Buffer.buffer(in.readAllBytes());
        }
    }

    private static void protect(RoutingContext context) {
        HttpServerRequest request = context.request();
        HEADERS.forEach(context.response()::putHeader);
        String host = String.valueOf(request.getHeader(HttpHeaders.HOST)).replaceFirst(":\\d+$", "");
        // a request to a proxy names the host in its first line
        if (!HOSTS.contains(host) || !request.uri().startsWith("/")) {
            context.fail(403);
        } else if (!Set.of("GET", "HEAD").contains(request.method().name())) {
            context.response().putHeader("Allow", "GET, HEAD");
            context.fail(405);
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext request) {
        LOG.debug("{} cannot be shown", request.request().path(), request.failure());
        request.response()
                .setStatusCode(request.statusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end(PROBLEMS.getOrDefault(request.statusCode(), "this cannot be shown"));
    }

    private void measure() {
        context.getRegistry().bind("meters", meters);
        shelves.forEach((name, shelf) -> Gauge.builder("ingest." + name, shelf, OperatorPage::count)
                .description("Files or messages: " + name)
                .register(meters));
        for (String name : List.of("routes", "consumers", "producers")) {
            HealthCheckHelper.getHealthCheckRepository(context, name).setEnabled(true);
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
        return "http://localhost:" + server.actualPort() + "/";
    }

    private Map<String, Object> work() {
        Map<String, Object> work = board.content();
        work.put("program", context.getName());
        work.put("paused", ((Map<?, ?>) console(DevConsole.MediaType.JSON)).get("pausedRoutes"));
        shelves.forEach((name, shelf) -> work.put(name, shelf.get()));
        work.put("health", health.get());
        return work;
    }

    private Map<String, Object> health() {
        List<Check> checks = new ArrayList<>();
        // checks that are up, too; Camel's main would leave them out
        HealthCheckHelper.invokeReadiness(context, "full")
                .forEach(result -> checks.add(new Check(
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

    private Object console(DevConsole.MediaType type) {
        return context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("cielo24")
                .call(type, Map.of());
    }

    @Override
    public void close() {
        await(vertx.close());
        context.getExecutorServiceManager().shutdownNow(threads);
    }
}
