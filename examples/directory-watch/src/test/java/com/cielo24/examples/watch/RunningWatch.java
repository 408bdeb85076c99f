package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

import com.cielo24.simulator.Cielo24Simulator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;

import static org.awaitility.Awaitility.await;

/** A simulator and a watch that sends to it, in this JVM, with times that suit tests. */
final class RunningWatch implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Cielo24Simulator simulator;
    final Folders folders;
    private final Properties settings = new Properties();
    private Watch watch;

    private RunningWatch(Path base, String... keysAndValues) {
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .mediaFolder(base.resolve("service"))
                .start();
        folders = Folders.below(base);
        settings.setProperty(
                "camel.component.cielo24.base-url", simulator.baseUrl().toString());
        settings.setProperty("camel.component.cielo24.api-token", simulator.apiToken());
        settings.setProperty("ingest.folder", base.toString());
        settings.setProperty("ingest.settle", "100ms");
        settings.setProperty("ingest.backoff", "20ms");
        settings.setProperty("ingest.retries", "2");
        settings.setProperty("ingest.http.port", "off");
        settings.setProperty("camel.main.shutdown-timeout", "1");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        if (settings.containsKey("camel.component.cielo24.username")) {
            settings.remove("camel.component.cielo24.api-token");
        }
    }

    static {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    static RunningWatch on(Path base, String... keysAndValues) {
        RunningWatch running = prepared(base, keysAndValues);
        running.start();
        return running;
    }

    static RunningWatch prepared(Path base, String... keysAndValues) {
        return new RunningWatch(base, keysAndValues);
    }

    void start() {
        watch = new Watch(false, settings);
        watch.start();
    }

    void stop() {
        if (watch != null) {
            watch.stop();
            watch = null;
        }
    }

    Tally tally() {
        return watch.tally();
    }

    /** Runs until the inbox is empty. */
    Tally once() throws Exception {
        Watch once = new Watch(true, settings);
        once.run();
        return once.tally();
    }

    Path drop(String path, String content) {
        return drop(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Whole at once, as anyone should. */
    Path drop(String path, byte[] content) {
        try {
            Path target = folders.inbox().resolve(path);
            Files.createDirectories(target.getParent());
            Path unfinished = target.resolveSibling("." + target.getFileName());
            Files.write(unfinished, content);
            return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a file and its report are in a folder. */
    JsonNode awaitReport(Path folder, String path) {
        String suffix = folder.equals(folders.done()) ? Report.RESULT : Report.ERROR;
        Path report = folder.resolve(path + suffix);
        await("report " + report).atMost(PATIENCE).until(() -> Files.exists(report));
        return json(report);
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitRequests(long count) {
        await().atMost(PATIENCE).until(() -> simulator.requestCount() >= count);
    }

    /** All files below a folder, relative, but for those that are just being written. */
    static List<String> files(Path folder) {
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && !file.toString().endsWith(".json.tmp")) {
                        files.add(folder.relativize(file).toString());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }

    /** What the watch has noted down and not done yet. */
    List<String> notes() {
        return files(folders.work()).stream()
                .filter(name -> !name.equals("lock"))
                .toList();
    }

    static String job(int number) {
        return String.format("%032x", number);
    }

    @Override
    public void close() {
        stop();
        simulator.close();
    }
}
