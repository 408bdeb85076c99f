package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.cielo24.camel.MediaFileFilter;
import com.cielo24.camel.MediaFiling;
import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.SimulatorBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

import static com.cielo24.examples.support.ProgramProcess.files;
import static org.awaitility.Awaitility.await;

/** A simulator and a watch that sends to it, in this JVM, with times that suit tests. */
final class RunningWatch implements AutoCloseable {

    static final String RESULT = ".result.json";
    static final String ERROR = ".error.json";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Cielo24Simulator simulator;
    final Folders folders;
    private final Properties settings = new Properties();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    final OutageRoutePolicy outage = new OutageRoutePolicy();
    private DirectoryWatch watch;

    static {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    private RunningWatch(Path base, UnaryOperator<SimulatorBuilder> service, String... keysAndValues) {
        simulator = service.apply(Cielo24Simulator.builder().anyJob().mediaFolder(base.resolve("service")))
                .start();
        folders = folders(base);
        set("camel.component.cielo24.base-url", simulator.baseUrl().toString());
        set("camel.component.cielo24.api-token", simulator.apiToken());
        set("ingest.folder", base.toString());
        set("ingest.settle", "100ms");
        set("ingest.backoff", "20ms");
        set("ingest.backoff.max", "300ms");
        set("ingest.retries", "2");
        set("ingest.create-jobs", "true");
        set("ingest.http.port", "off");
        set("ingest.login-at-start", "false");
        set("camel.main.shutdown-timeout", "2");
        set("camel.main.jmx-enabled", "false");
        outage.setInterval(Duration.ofMillis(200));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            set(keysAndValues[i], keysAndValues[i + 1]);
        }
        if (settings.containsKey("camel.component.cielo24.username")) {
            settings.remove("camel.component.cielo24.api-token");
        }
        log.start();
        ((Logger) DirectoryWatch.LOG).addAppender(log);
        ((Logger) LoggerFactory.getLogger(MediaFileFilter.class)).addAppender(log);
        ((Logger) LoggerFactory.getLogger(MediaFiling.class)).addAppender(log);
    }

    void set(String key, String value) {
        settings.setProperty(key, value);
    }

    static RunningWatch on(Path base, String... keysAndValues) {
        RunningWatch running = prepared(base, keysAndValues);
        running.start();
        return running;
    }

    static RunningWatch prepared(Path base, String... keysAndValues) {
        return new RunningWatch(base, builder -> builder, keysAndValues);
    }

    static RunningWatch prepared(Path base, UnaryOperator<SimulatorBuilder> service, String... keysAndValues) {
        return new RunningWatch(base, service, keysAndValues);
    }

    void start() {
        watch = new DirectoryWatch(settings, outage, false);
        watch.start();
    }

    void stop() {
        if (watch != null) {
            watch.stop();
            watch = null;
        }
    }

    DirectoryWatch watch() {
        return watch;
    }

    /** Runs with {@code --once}; returns the exit code. */
    int once() throws Exception {
        return new DirectoryWatch(settings, outage, true).call();
    }

    record Folders(Path inbox, Path done, Path failed, Path review, Path work) {}

    /** Where they are by default. */
    static Folders folders(Path base) {
        return new Folders(
                base.resolve("inbox"),
                base.resolve("done"),
                base.resolve("failed"),
                base.resolve("review"),
                base.resolve(".ingest"));
    }

    Path drop(String path, String content) {
        return drop(path, content, FileTime.from(Instant.now()));
    }

    /** Whole at once, as anyone should. */
    Path drop(String path, String content, FileTime time) {
        try {
            Path target = folders.inbox().resolve(path);
            Files.createDirectories(target.getParent());
            Path unfinished = folders.inbox().resolve(".unfinished");
            Files.writeString(unfinished, content);
            Files.setLastModifiedTime(unfinished, time);
            return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode awaitDone(String path) {
        return awaitReport(folders.done(), path + RESULT);
    }

    JsonNode awaitFailed(String path) {
        return awaitReport(folders.failed(), path + ERROR);
    }

    JsonNode awaitReview(String path) {
        return awaitReport(folders.review(), path + ERROR);
    }

    private JsonNode awaitReport(Path folder, String path) {
        Path report = folder.resolve(path);
        await("report " + report + ", log: " + log()).atMost(PATIENCE).until(() -> Files.exists(report));
        return json(report);
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of the log so far. */
    List<String> log() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    List<String> log(String text) {
        return log().stream().filter(line -> line.contains(text)).toList();
    }

    void awaitLog(String text) {
        await(text).atMost(PATIENCE).until(() -> !log(text).isEmpty());
    }

    /** What lies in the inbox but is not hidden. */
    List<String> inbox() {
        return files(folders.inbox()).stream()
                .filter(path -> !path.equals(".filing.lock"))
                .toList();
    }

    static String job(int number) {
        return String.format("%032x", number);
    }

    /** @return what the command ended with */
    static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        stop();
        simulator.close();
        ((Logger) DirectoryWatch.LOG).detachAppender(log);
        ((Logger) LoggerFactory.getLogger(MediaFileFilter.class)).detachAppender(log);
        ((Logger) LoggerFactory.getLogger(MediaFiling.class)).detachAppender(log);
    }
}
