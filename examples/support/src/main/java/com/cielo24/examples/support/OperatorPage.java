package com.cielo24.examples.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows uploads under way, rate and outcomes on a page, and health, metrics and the dev console beside it, on this
 * machine's loopback only. There is nothing to be changed with it, and no secret to be seen.
 */
public final class OperatorPage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorPage.class);

    /** Any other host name is of a page elsewhere that had its name point here. */
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final int THREADS = 4;

    private final HttpServer server;
    private final ScheduledExecutorService threads;
    private final Views views;

    private OperatorPage(HttpServer server, CamelContext context, PrometheusMeterRegistry meters) {
        this.server = server;
        RateHistory rate = new RateHistory(context);
        this.views = new Views(context, meters, rate);
        this.threads = Executors.newScheduledThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "operator-page");
            thread.setDaemon(true);
            return thread;
        });
        threads.scheduleAtFixedRate(rate::sample, 0, 1, TimeUnit.SECONDS);
    }

    /**
     * Opens the page of a context that is not started yet.
     *
     * @param  port to listen on, 0 for any that is free
     * @param  key  the configuration's key of the port, for what is told
     * @return      the page, or {@code null} where the port is not to be had: that is told, and no reason to stop
     */
    public static OperatorPage open(CamelContext context, int port, String key) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            LOG.warn("No page for the operator, as port {} cannot be had: {}. Set {} to another, or off", port, e, key);
            return null;
        }
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        context.getRegistry().bind("meters", meters);
        HealthCheckRepository checks = HealthCheckHelper.getHealthCheckRepository(context, "producers");
        if (checks != null) {
            checks.setEnabled(true);
        }
        OperatorPage page = new OperatorPage(server, context, meters);
        server.setExecutor(page.threads);
        server.createContext("/", page::answer);
        server.start();
        return page;
    }

    /**
     * @return where the page is
     */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestHeaders(), path(exchange));
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Type", answer.type());
            headers.set("Cache-Control", "no-store");
            headers.set("Content-Security-Policy", "default-src 'self'");
            headers.set("X-Content-Type-Options", "nosniff");
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static String path(HttpExchange exchange) {
        return exchange.getRequestURI().getPath();
    }

    private Answer answer(String method, Headers headers, String path) {
        String host = headers.getFirst("Host");
        if (host == null || !HOSTS.contains(host.replaceFirst(":\\d+$", ""))) {
            return Answer.text(403, "text/plain", "this page is for this machine only");
        }
        if (!method.equals("GET")) {
            return Answer.text(405, "text/plain", "there is nothing to be changed here");
        }
        try {
            Answer answer = views.at(path);
            return answer != null ? answer : Answer.text(404, "text/plain", "there is no " + path);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} cannot be shown", path, e);
            return Answer.text(500, "text/plain", path + " cannot be shown");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
