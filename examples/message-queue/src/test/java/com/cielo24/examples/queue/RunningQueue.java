package com.cielo24.examples.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulator, and a worker with a broker of its own, in this JVM, with times that suit tests. */
final class RunningQueue implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("patience", 60));

    private static final AtomicInteger JOBS = new AtomicInteger();

    final Cielo24Simulator service;
    final Path media;
    final int port;
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
        settings.setProperty("broker.port", Integer.toString(ProgramProcess.freePort()));
        settings.setProperty("ingest.http.port", "off");
        settings.setProperty("ingest.login-at-start", "false");
        settings.setProperty("ingest.backoff", "50ms");
        settings.setProperty("ingest.busy", "100ms");
        // faults of one job are not to pause the others
        settings.setProperty("camel.beans.outage.failureThreshold", "1000");
        settings.setProperty("camel.main.shutdown-timeout", "1");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        if (settings.containsKey("camel.component.cielo24.username")) {
            settings.remove("camel.component.cielo24.api-token");
        }
        port = Integer.parseInt(settings.getProperty("broker.port"));
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
        return "tcp://127.0.0.1:" + port;
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

    String takeReason(String outcome) throws JMSException {
        return take(outcome).getStringProperty("cielo24Reason");
    }

    JsonNode takeAdded() throws Exception {
        return new ObjectMapper().readTree(((TextMessage) take(".added")).getText());
    }

    /** That nothing is left to do, and in no outcome. */
    void assertNothingElse() {
        for (String queue : new String[] {"", ".added", ".failed", ".review", ".dead", ".expired"}) {
            assertThat(Mailbox.count(url(), Mailbox.QUEUE + queue)).as(queue).isLessThanOrEqualTo(0);
        }
    }

    /** A job that no other test has. */
    static String newJob() {
        return job(0x1000_0000 + JOBS.incrementAndGet());
    }

    static String job(int number) {
        return String.format("%032x", number);
    }

    static String url(String job) {
        return "{\"jobId\": \"" + job + "\", \"mediaUrl\": \"https://x.example/" + job + ".mp4\"}";
    }

    static String file(String job, String file) {
        return "{\"jobId\": \"" + job + "\", \"file\": \"" + file + "\"}";
    }

    @Override
    public void close() throws Exception {
        stop();
        service.close();
    }
}
