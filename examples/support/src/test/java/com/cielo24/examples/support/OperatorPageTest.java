package com.cielo24.examples.support;

import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.Cielo24Constants;
import com.cielo24.camel.MediaReport;
import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.hawkular.agent.prometheus.PrometheusDataFormat;
import org.hawkular.agent.prometheus.PrometheusScraper;
import org.hawkular.agent.prometheus.types.Gauge;
import org.hawkular.agent.prometheus.types.MetricFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What whoever operates an example can open; in a browser it is tested with the directory watch. */
class OperatorPageTest {

    private static final String JOB = "64bea283eff6475ea6596027a6ba0929";

    @TempDir
    Path folder;

    private final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpClient browser = HttpClient.newHttpClient();
    private final OutageRoutePolicy outage = new OutageRoutePolicy();
    private OperatorPage page;

    @BeforeEach
    void start() throws Exception {
        Cielo24Component component = new Cielo24Component();
        component.getConfiguration().setBaseUrl(service.baseUrl().toString());
        component.getConfiguration().setApiToken(service.apiToken());
        context.addComponent("cielo24", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:media")
                        .routeId("media")
                        .routePolicy(outage)
                        .to("cielo24:addMedia")
                        .process(exchange -> Board.ended(exchange, "done", MediaReport.of(exchange)));
            }
        });
        Files.createDirectories(folder.resolve("inbox/sub"));
        page = OperatorPage.open(context, board(context), shelves(), 0, "test.http.port");
        context.start();
    }

    private static Board board(DefaultCamelContext context) {
        return Board.in(context, exchange -> exchange.getProperty("name", String.class));
    }

    private Map<String, Shelf> shelves() {
        return Map.of(
                "waiting",
                        Shelf.files(
                                folder.resolve("inbox"), file -> file.toString().endsWith(".mp4")),
                "failed", Shelf.reports(folder.resolve("inbox")));
    }

    @AfterEach
    void stop() {
        page.close();
        context.stop();
        service.close();
    }

    private void add(String name, Object body) {
        context.createProducerTemplate().send("direct:media", exchange -> {
            exchange.setProperty("name", name);
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, JOB);
        });
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(page.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode work() throws Exception {
        return new ObjectMapper().readTree(get("work").body());
    }

    @Test
    void showsWhatWaitsWhatFailedAndWhatHasEnded() throws Exception {
        Files.writeString(folder.resolve("inbox/sub/lecture.mp4"), "recording");
        Files.writeString(folder.resolve("inbox/Thumbs.db"), "no media");
        Files.writeString(
                folder.resolve("inbox/bad.mp4.error.json"),
                "{\"file\": \"bad.mp4\", \"why\": \"the file is empty\", \"whatToDo\": \"Send another one.\"}");
        add("lecture.mp4", new byte[5_000]);

        JsonNode work = work();
        assertThat(work.at("/waiting/value/count").asInt()).isEqualTo(1);
        assertThat(work.at("/waiting/value/first/0/file").asText()).isEqualTo("sub/lecture.mp4");
        assertThat(work.at("/failed/value/first/0").toString()).contains("bad.mp4", "empty", "Send another one.");
        assertThat(work.at("/outcomes/0").toString()).contains("lecture.mp4", JOB, "\"done\"", "\"task\"", "5000");
        assertThat(work.at("/today/done").asInt()).isEqualTo(1);
        for (String path : List.of("", "page.js", "page.css", "console")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(get(path).body()).as(path).isNotEmpty();
        }
        assertThat(get("console.txt").body()).contains("job " + JOB + ": added, 5000 bytes");
        assertThat(get("nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsTheLast200OutcomesWithTheirReasons() throws Exception {
        for (int i = 0; i < 205; i++) {
            var exchange = context.getEndpoint("direct:media").createExchange();
            exchange.setProperty("name", i + ".mp4");
            exchange.setException(new Cielo24InvalidRequestException(JOB, "the file is empty"));
            Board.ended(exchange, "failed", MediaReport.of(exchange));
        }

        JsonNode outcomes = work().path("outcomes");
        assertThat(outcomes).hasSize(200);
        assertThat(outcomes.path(0).toString()).contains("204.mp4", "the file is empty", "whatToDo");
    }

    @Test
    void servesMetricsThatAMonitoringSystemReads() throws Exception {
        Files.writeString(folder.resolve("inbox/lecture.mp4"), "recording");
        add("lecture.mp4", new byte[5_000]);

        Map<String, MetricFamily> metrics = new PrometheusScraper(
                        URI.create(page.url() + "metrics").toURL(), PrometheusDataFormat.TEXT)
                .scrape().stream().collect(Collectors.toMap(MetricFamily::getName, Function.identity()));
        assertThat(((Gauge) metrics.get("ingest_waiting").getMetrics().get(0)).getValue())
                .isEqualTo(1);
        assertThat(metrics).containsKeys("ingest_failed", "cielo24_routes_paused", "cielo24_outcomes_total");
        assertThat(get("metrics").body())
                .containsPattern("cielo24_sent_bytes_total\\{[^}]*component=\"cielo24\"[^}]*} 5000.0")
                .containsPattern("cielo24_outcomes_total\\{[^}]*outcome=\"added\"[^}]*} 1.0")
                .containsPattern("cielo24_calls_seconds\\{[^}]*quantile=\"0.95\"[^}]*}");
    }

    @Test
    void isReadyOnlyWhileEverythingIs() throws Exception {
        assertThat(get("health").statusCode()).isEqualTo(200);
        assertThat(get("health").body()).contains("\"UP\"", "producer:cielo24");

        Files.move(folder.resolve("inbox"), folder.resolve("elsewhere"));
        await().untilAsserted(() -> assertThat(get("health").body()).contains("\"DOWN\"", "NoSuchFileException"));
        assertThat(get("health").statusCode()).isEqualTo(503);
        Files.move(folder.resolve("elsewhere"), folder.resolve("inbox"));
        await().untilAsserted(() -> assertThat(get("health").statusCode()).isEqualTo(200));

        context.getRouteController().stopRoute("media");
        assertThat(get("health").body()).contains("\"DOWN\"", "route:media");
        context.getRouteController().startRoute("media");
        service.close();
        assertThat(get("health").body()).contains("\"DOWN\"", "no connection to");
    }

    @Test
    void saysWhichRouteIsPausedAndWhy() throws Exception {
        outage.setInterval(Duration.ofMillis(100));
        service.faults().always(Fault.status(503, 1));
        Thread sender = new Thread(() -> add("lecture.mp4", new byte[5_000]));
        sender.start();

        await().untilAsserted(() -> assertThat(work().at("/paused/0").asText()).contains("media", "503"));
        service.faults().clear();
        sender.join();
        await().untilAsserted(() -> assertThat(work().path("paused")).isEmpty());
    }

    @Test
    void isNotDisturbedByAHundredHalfSentRequests() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket("127.0.0.1", URI.create(page.url()).getPort());
                open.add(socket);
                String half = i % 2 == 0
                        ? "GET / HTTP/1.1\r\nHost: loc"
                        : "GET /work HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n\r\nhalf";
                socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 20; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(page.url() + "work"))
                        .timeout(Duration.ofSeconds(20))
                        .build();
                assertThat(browser.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    /** A page elsewhere may have its name point here, and would then read what is not its own. */
    @Test
    void answersNoOtherHostNameAndNothingThatCouldChangeAnything() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example.com\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost.evil.example.com\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET http://evil.example.com/ HTTP/1.1\r\nHost: localhost\r\n"))
                .doesNotStartWith("HTTP/1.1 200 ");
        assertThat(raw("GET /../../../../application.properties HTTP/1.1\r\nHost: localhost\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(raw("GET /page.js/%2e%2e/OperatorPage.class HTTP/1.1\r\nHost: localhost\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD");
        assertThat(raw("HEAD / HTTP/1.1\r\nHost: 127.0.0.1:80\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("Content-Security-Policy: default-src 'none'")
                .doesNotContain("<html");
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", URI.create(page.url()).getPort())) {
            socket.getOutputStream().write((request + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isNoReasonToStopWhereThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                DefaultCamelContext other = new DefaultCamelContext()) {
            assertThat(OperatorPage.open(other, board(other), Map.of(), taken.getLocalPort(), "test.http.port"))
                    .isNull();
        }
    }
}
