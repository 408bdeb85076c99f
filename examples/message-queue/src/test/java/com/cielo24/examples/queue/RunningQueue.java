package com.cielo24.examples.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import com.cielo24.simulator.Cielo24Simulator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulator, and a worker with a broker of its own, in this JVM, with times that suit tests. */
final class RunningQueue implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Cielo24Simulator service;
    final Path media;
    private final Properties settings = new Properties();
    private MessageQueue worker;
    private Mailbox mailbox;

    private RunningQueue(Path base, String... keysAndValues) {
        try {
            media = Files.createDirectories(base.resolve("data/media"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service = Cielo24Simulator.builder()
                .anyJob()
                .mediaFolder(base.resolve("service"))
                .start();
        settings.setProperty(
                "camel.component.cielo24.base-url", service.baseUrl().toString());
        settings.setProperty("camel.component.cielo24.api-token", service.apiToken());
        settings.setProperty("ingest.folder", base.resolve("data").toString());
        settings.setProperty("broker.port", Integer.toString(Cluster.freePort()));
        settings.setProperty("ingest.http.port", "off");
        settings.setProperty("ingest.backoff", "100ms");
        settings.setProperty("ingest.busy", "100ms");
        settings.setProperty("camel.main.shutdown-timeout", "1");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
    }

    static RunningQueue on(Path base, String... keysAndValues) {
        RunningQueue running = new RunningQueue(base, keysAndValues);
        running.start();
        return running;
    }

    void start() {
        worker = new MessageQueue(settings);
        worker.start();
        mailbox = new Mailbox(url());
    }

    void stop() throws Exception {
        mailbox.close();
        worker.stop();
        worker.release();
    }

    String url() {
        return "tcp://127.0.0.1:" + settings.getProperty("broker.port");
    }

    Mailbox mailbox() {
        return mailbox;
    }

    void send(String... texts) throws JMSException {
        mailbox.send(texts);
    }

    /** The next outcome of a kind, which must come in time. */
    Message take(String outcome) throws JMSException {
        Message message = mailbox.take(outcome, PATIENCE);
        assertThat(message).as("nothing in " + outcome).isNotNull();
        return message;
    }

    JsonNode takeAdded() throws Exception {
        return new ObjectMapper().readTree(((TextMessage) take(".added")).getText());
    }

    /** That nothing is left to do, or in any of these outcomes. */
    void assertNothingElse(String... outcomes) {
        assertThat(Mailbox.count(url(), Mailbox.QUEUE)).isZero();
        for (String outcome : outcomes) {
            assertThat(Mailbox.count(url(), Mailbox.QUEUE + outcome))
                    .as(outcome)
                    .isZero();
        }
    }

    static String job(int number) {
        return String.format("%032x", number);
    }

    @Override
    public void close() throws Exception {
        stop();
        service.close();
    }
}
