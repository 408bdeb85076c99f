package com.cielo24.examples.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.util.json.JsonObject;

/** What is shown under which path. */
final class Views {

    /** Checks that are up are told, too; Camel's main would leave them out. */
    private static final String EVERY_CHECK = "full";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CamelContext context;
    private final PrometheusMeterRegistry meters;
    private final RateHistory rate;
    private final String chart = chart();

    Views(CamelContext context, PrometheusMeterRegistry meters, RateHistory rate) {
        this.context = context;
        this.rate = rate;
        this.meters = meters;
    }

    /**
     * @return what is shown, or {@code null} if there is no such path
     */
    Answer at(String path) throws IOException {
        return switch (path) {
            case "/" -> resource("text/html", "index.html");
            case "/page.js" -> resource("text/javascript", "page.js");
            case "/page.css" -> resource("text/css", "page.css");
            case "/uplot.js" -> resource("text/javascript", chart + "uPlot.iife.min.js");
            case "/uplot.css" -> resource("text/css", chart + "uPlot.min.css");
            case "/health" -> health();
            case "/metrics" -> Answer.text(200, "text/plain; version=0.0.4", meters.scrape());
            case "/rate" -> Answer.text(200, "application/json", JSON.writeValueAsString(rate.samples()));
            case "/console" -> console(DevConsole.MediaType.JSON);
            case "/console.txt" -> console(DevConsole.MediaType.TEXT);
            default -> null;
        };
    }

    private static Answer resource(String type, String name) throws IOException {
        try (InputStream in = Views.class.getResourceAsStream(name)) {
            return new Answer(200, type + "; charset=utf-8", in.readAllBytes());
        }
    }

    private static String chart() {
        Properties paths = new Properties();
        try (InputStream in = Views.class.getResourceAsStream("chart.properties")) {
            paths.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return paths.getProperty("uplot");
    }

    private Answer health() throws IOException {
        Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(context, EVERY_CHECK);
        boolean up = HealthCheckHelper.isResultsUp(results, true);
        List<Map<String, String>> checks = results.stream()
                .map(result -> Map.of(
                        "id", result.getCheck().getId(),
                        "state", result.getState().name(),
                        "message", result.getMessage().orElse("")))
                .toList();
        return Answer.text(
                up ? 200 : 503,
                "application/json",
                JSON.writeValueAsString(Map.of("status", up ? "UP" : "DOWN", "checks", checks)));
    }

    private Answer console(DevConsole.MediaType type) {
        DevConsole console = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("cielo24");
        Object told = console.call(type, Map.of());
        return told instanceof JsonObject json
                ? Answer.text(200, "application/json", json.toJson())
                : Answer.text(200, "text/plain", String.valueOf(told));
    }
}
