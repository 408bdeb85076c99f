package com.cielo24.examples.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;

import static org.awaitility.Awaitility.await;

/** A broker process and worker processes on one machine, with a simulator of the service in this one. */
final class Cluster implements AutoCloseable {

    final Cielo24Simulator service;
    final Path folder;
    final int port = ProgramProcess.freePort();
    final List<QueueProcess> workers = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private QueueProcess broker;

    /**
     * @param settings of all processes
     */
    Cluster(Path base, Map<String, String> settings) throws IOException {
        folder = Files.createDirectories(base.resolve("data"));
        Files.createDirectories(folder.resolve("media"));
        service = Cielo24Simulator.builder()
                .anyJob()
                .mediaFolder(base.resolve("service"))
                .start();
        this.settings.put("ingest.folder", folder.toString());
        this.settings.put("camel.component.cielo24.base-url", service.baseUrl().toString());
        this.settings.put("camel.component.cielo24.api-token", service.apiToken());
        this.settings.putAll(settings);
    }

    String brokerUrl() {
        return "tcp://127.0.0.1:" + port;
    }

    Path media() {
        return folder.resolve("media");
    }

    void startBroker() {
        Map<String, String> own = new LinkedHashMap<>(settings);
        own.put("broker.port", Integer.toString(port));
        own.put("ingest.consumers", "0");
        QueueProcess started = QueueProcess.start(folder, List.of("-Xmx192m", "-XX:TieredStopAtLevel=1"), own);
        broker = started;
        await("broker")
                .atMost(Duration.ofSeconds(60))
                .until(() -> started.output().contains("Taking messages") || !started.isAlive());
        if (!started.isAlive()) {
            throw new AssertionError(started.output());
        }
    }

    void killBroker() {
        broker.kill();
    }

    QueueProcess startWorker(String... options) {
        Map<String, String> own = new LinkedHashMap<>(settings);
        own.put("broker.url", brokerUrl());
        List<String> jvm = new ArrayList<>(List.of("-Xmx128m"));
        jvm.addAll(List.of(options));
        QueueProcess worker = QueueProcess.start(folder, jvm, own);
        workers.add(worker);
        return worker;
    }

    void awaitWorkers() {
        for (QueueProcess worker : workers) {
            await("worker").atMost(Duration.ofSeconds(60)).until(() -> worker.output()
                    .contains("Taking messages"));
        }
    }

    /** What all processes that there were have written, for who looks into a failure. */
    String output() {
        StringBuilder output = new StringBuilder("broker:\n" + broker.output());
        workers.forEach(worker -> output.append("\nworker:\n").append(worker.output()));
        return output.toString();
    }

    @Override
    public void close() {
        workers.forEach(QueueProcess::close);
        if (broker != null) {
            broker.close();
        }
        service.close();
    }
}
