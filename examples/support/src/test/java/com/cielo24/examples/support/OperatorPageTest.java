package com.cielo24.examples.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.Cielo24Constants;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What whoever operates an example can open. */
class OperatorPageTest {

    private static final String JOB = "64bea283eff6475ea6596027a6ba0929";

    private final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HttpClient browser = HttpClient.newHttpClient();
    private OperatorPage page;
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        Cielo24Component component = new Cielo24Component();
        component.getConfiguration().setBaseUrl(service.baseUrl().toString());
        component.getConfiguration().setApiToken(service.apiToken());
        context.addComponent("cielo24", component);
        page = OperatorPage.open(context, 0, "test.http.port");
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        page.close();
        context.stop();
        service.close();
    }

    private void add(String job, Object body) {
        template.send("cielo24:addMedia", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, job);
        });
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(page.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesHealthMetricsAndTheConsole() throws Exception {
        add(JOB, new byte[5_000]);

        assertThat(get("health").statusCode()).isEqualTo(200);
        assertThat(get("health").body()).contains("\"status\":\"UP\"").contains("producer:cielo24");
        assertThat(get("metrics").body())
                .containsPattern("cielo24_sent_bytes_total\\{[^}]*component=\"cielo24\"[^}]*} 5000.0")
                .containsPattern("cielo24_outcomes_total\\{[^}]*outcome=\"added\"[^}]*} 1.0")
                .containsPattern("cielo24_calls_seconds\\{[^}]*quantile=\"0.95\"[^}]*}");
        assertThat(get("console").body()).contains("\"jobId\":\"" + JOB + "\"");
        assertThat(get("console.txt").body()).contains("job " + JOB + ": added, 5000 bytes");
        for (String path : List.of("", "rate", "page.js", "page.css", "uplot.js", "uplot.css")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
            assertThat(get(path).body()).as(path).isNotEmpty();
        }
        assertThat(get("nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void saysThatItIsNotReadyWhereTheServiceIsAway() throws Exception {
        service.close();

        assertThat(get("health").statusCode()).isEqualTo(503);
        assertThat(get("health").body()).contains("\"status\":\"DOWN\"").contains("no connection to");
    }

    /** A page elsewhere may have its name point here, and would then read what is not its own. */
    @Test
    void answersNoOtherHostName() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", URI.create(page.url()).getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isNoReasonToStopWhereThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
                DefaultCamelContext other = new DefaultCamelContext()) {
            assertThat(OperatorPage.open(other, taken.getLocalPort(), "test.http.port"))
                    .isNull();
        }
    }

    @Test
    void showsUploadsRateAndOutcomesInABrowser(@TempDir Path folder) throws Exception {
        Path chromium = Path.of("/usr/bin/chromium");
        assumeTrue(Files.isExecutable(chromium), "needs Chromium: apt-get install chromium");
        add(Cielo24Simulator.newJobId(), "https://media.example.com/lecture.mp4");
        add(Cielo24Simulator.newJobId(), new byte[3_000_000]);
        add(Cielo24Simulator.newJobId(), "<b>no media</b>");
        service.faults().next(new Fault.SlowReading(4_000_000));
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> add(JOB, new byte[150_000_000]));
        await().until(() -> get("console").body().contains("\"total\":150000000"));

        // a few seconds of the rate's curve
        await().atMost(30, TimeUnit.SECONDS).until(() -> get("rate").body().split("\"at\"").length > 8);

        String shown = browse(chromium, folder, "--dump-dom");
        assertThat(shown)
                .contains(JOB)
                .containsPattern("<progress max=\"100\" value=\"\\d+\"")
                .contains("150.0 MB")
                .contains("addMedia by url")
                .contains("invalid")
                .contains(">ready<")
                .contains("<canvas");
        Path screenshot = Path.of("target", "operator.png").toAbsolutePath();
        browse(chromium, folder, "--window-size=1150,900", "--screenshot=" + screenshot);
        assertThat(Files.size(screenshot)).isGreaterThan(10_000);
        service.faults().clear();
        context.stop();
        slow.get();
    }

    private String browse(Path chromium, Path folder, String... what) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--virtual-time-budget=3000",
                "--user-data-dir=" + Files.createTempDirectory(folder, "browser")));
        command.addAll(List.of(what));
        command.add(page.url());
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
    }
}
