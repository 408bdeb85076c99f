package com.cielo24.examples.boot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application as it is started by its users, with the simulator as the service and a broker inside. */
class ApplicationTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static Cielo24Simulator simulator;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        simulator = Cielo24Simulator.builder().start();
        application = SpringApplication.run(
                Application.class,
                "--camel.component.cielo24.base-url=" + simulator.baseUrl(),
                "--camel.component.cielo24.api-token=" + simulator.apiToken(),
                "--recordings.folder=" + folder,
                "--recordings.settle=100",
                "--spring.artemis.mode=embedded",
                "--spring.artemis.embedded.queues=recordings,recordings.added,recordings.failed",
                "--server.port=0");
    }

    @AfterAll
    static void stop() {
        application.close();
        simulator.close();
    }

    @Test
    void addsAFileToAJobOfItsOwn() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("lecture.mp4"), "a recording");

        await().atMost(PATIENCE).until(() -> Files.exists(inbox.resolve(".done/lecture.mp4")));
        assertThat(simulator.media())
                .anySatisfy(media -> assertThat(media.bytes()).isEqualTo(11));
    }

    @Test
    void addsTheUrlOfAMessage() {
        String job = simulator.newJob();
        send("https://media.example.com/" + job + ".mp4", job);

        Exchange added = receive("recordings.added");
        assertThat(added.getMessage().getBody(String.class))
                .isEqualTo(simulator.media(job).orElseThrow().taskId());
    }

    @Test
    void returnsABadMessageWithAReason() {
        send("no URL", simulator.newJob());

        Exchange failed = receive("recordings.failed");
        assertThat(failed.getMessage().getBody(String.class)).isEqualTo("no URL");
        assertThat(failed.getMessage().getHeader("reason", String.class)).contains("URL");
    }

    @Test
    void showsHealthAndMetersInTheActuator() throws Exception {
        addsTheUrlOfAMessage();

        assertThat(actuator("health")).contains("producer:cielo24", "\"status\":\"UP\"");
        assertThat(actuator("metrics/cielo24.outcomes")).contains("COUNT");
    }

    private static void send(String body, String job) {
        application
                .getBean(CamelContext.class)
                .createProducerTemplate()
                .sendBodyAndHeaders("jms:recordings", body, Map.of("jobId", job));
    }

    private static Exchange receive(String queue) {
        Exchange received = application
                .getBean(CamelContext.class)
                .createConsumerTemplate()
                .receive("jms:" + queue, PATIENCE.toMillis());
        assertThat(received).as("a message on %s", queue).isNotNull();
        return received;
    }

    private static String actuator(String path) throws IOException, InterruptedException {
        String port = application.getEnvironment().getProperty("local.server.port");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/" + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
