package com.cielo24.examples.captions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Fidelity;
import com.cielo24.client.Media;
import com.cielo24.client.NewJob;
import com.cielo24.client.TranscriptionOrder;
import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.SimulatorBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.noop.subtitle.model.SubtitleParser;
import fr.noop.subtitle.srt.SrtParser;
import fr.noop.subtitle.vtt.VttParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A simulator, and the program that orders from it, in this JVM. */
final class RunningCaptions implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Cielo24Simulator simulator;
    final Path base;
    private final Properties settings = new Properties();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Captions program;

    RunningCaptions(Path base, UnaryOperator<SimulatorBuilder> service, String... keysAndValues) {
        this.base = base;
        simulator = service.apply(Cielo24Simulator.builder().transcriptionTime(Duration.ofMillis(200)))
                .start();
        settings.setProperty(
                "camel.component.cielo24.base-url", simulator.baseUrl().toString());
        settings.setProperty("camel.component.cielo24.api-token", simulator.apiToken());
        settings.setProperty("ingest.folder", base.toString());
        settings.setProperty("ingest.settle", "100ms");
        settings.setProperty("ingest.http.port", "off");
        settings.setProperty("ingest.login-at-start", "false");
        settings.setProperty("ingest.retry-delay", "200ms");
        settings.setProperty("ingest.pause", "200ms");
        settings.setProperty("captions.poll", "200ms");
        settings.setProperty("camel.main.shutdown-timeout", "2");
        settings.setProperty("camel.main.jmx-enabled", "false");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        log.start();
        ((Logger) Captions.LOG).addAppender(log);
        program = new Captions(settings);
        program.start();
    }

    RunningCaptions(Path base, String... keysAndValues) {
        this(base, builder -> builder, keysAndValues);
    }

    void drop(String path, String content) throws IOException {
        Path target = base.resolve("inbox").resolve(path);
        Files.createDirectories(target.getParent());
        Path unfinished = base.resolve("inbox").resolve(".unfinished");
        Files.writeString(unfinished, content);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** As another program that uses the account, and external ids as this one has. */
    void orderElsewhere(String jobName) throws Exception {
        try (Cielo24Client client = Cielo24Client.builder()
                .baseUrl(simulator.baseUrl().toString())
                .apiToken(simulator.apiToken())
                .build()) {
            NewJob job = NewJob.withExternalId(OrderOptions.OURS + jobName, jobName);
            String id = client.addMedia(
                            job, Media.url("http://media.example.org/" + Math.abs(jobName.hashCode()), false))
                    .jobId();
            client.performTranscription(id, TranscriptionOrder.of(Fidelity.PREMIUM));
        }
    }

    Path awaitFile(String path) {
        Path file = base.resolve(path);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(file)
                .as(() -> "log: " + log() + ", callbacks: " + simulator.callbacks())
                .exists());
        return file;
    }

    JsonNode awaitReport(String path) throws IOException {
        return new ObjectMapper().readTree(awaitFile(path).toFile());
    }

    List<String> log() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    void awaitLog(String text) {
        await(text).atMost(PATIENCE).until(() -> log().stream().anyMatch(line -> line.contains(text)));
    }

    /** All files below a folder, relative, but for what the program notes for itself. */
    static List<String> files(Path folder) {
        return ProgramProcess.files(folder).stream()
                .filter(path -> !path.endsWith(".lock"))
                .toList();
    }

    /** A parser that is not the simulator's finds cues, one after the other. */
    static void checkCaptions(Path file) throws Exception {
        SubtitleParser parser = file.toString().endsWith(".srt") ? new SrtParser("utf-8") : new VttParser("utf-8");
        try (InputStream in = Files.newInputStream(file)) {
            assertThat(parser.parse(in).getCues())
                    .as(file.toString())
                    .isNotEmpty()
                    .allSatisfy(cue -> {
                        assertThat(cue.getEndTime().getTime())
                                .isGreaterThan(cue.getStartTime().getTime());
                        assertThat(cue.getText()).isNotBlank();
                    });
        }
    }

    @Override
    public void close() {
        program.stop();
        simulator.close();
        ((Logger) Captions.LOG).detachAppender(log);
    }
}
