package com.cielo24.examples.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import com.cielo24.examples.support.Tone;
import com.cielo24.simulator.Cielo24Simulator;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;

/**
 * What happens where no API token is configured: three messages, a URL, a file and one that must be refused, and where
 * each of them ended.
 */
final class Demo {

    private static final String RECORDING = "tone.wav";

    private final QueueSettings settings;
    private final Cielo24Simulator service;
    private final String broker;
    private final ConnectionFactory connections;
    private final Console console;
    private final Runnable whenEnded;

    /** The messages by their correlation ids, and the queues in which they must end. */
    private final Map<String, String> expected = new LinkedHashMap<>();

    private volatile boolean allWell;

    Demo(
            QueueSettings settings,
            Cielo24Simulator service,
            String broker,
            ConnectionFactory connections,
            Console console,
            Runnable whenEnded) {
        this.settings = settings;
        this.service = service;
        this.broker = broker;
        this.connections = connections;
        this.console = console;
        this.whenEnded = whenEnded;
    }

    void start() throws IOException {
        Tone.write(settings.mediaRoot().resolve(RECORDING));
        writeWorker();
        console.say(
                "No API token is configured (CAMEL_COMPONENT_CIELO24_API_TOKEN), and no username, so this is a DEMO:");
        console.say("media goes to a simulator of the service at " + service.baseUrl() + " and nowhere else.");
        Thread thread = new Thread(this::run, "demo");
        thread.setDaemon(true);
        thread.start();
    }

    /** What a further worker must know, in a folder to start it from. */
    private void writeWorker() throws IOException {
        Properties worker = new Properties();
        worker.setProperty("broker.url", broker);
        worker.setProperty("ingest.folder", settings.folder().toString());
        // the demo itself has the usual port
        worker.setProperty("ingest.http.port", "0");
        worker.setProperty("camel.component.cielo24.base-url", service.baseUrl().toString());
        worker.setProperty("camel.component.cielo24.api-token", service.apiToken());
        Path file = settings.folder().resolve("application.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            worker.store(out, "a further worker for the demo that runs: start it in this folder");
        }
    }

    private void run() {
        try (JMSContext context = connections.createContext()) {
            send(
                    context,
                    "{\"jobId\": \"%s\", \"mediaUrl\": \"https://media.example.com/lecture.mp4\","
                            + " \"allowDuplicate\": true, \"correlationId\": \"%s\"}",
                    settings.addedQueue());
            send(
                    context,
                    "{\"jobId\": \"%s\", \"file\": \"" + RECORDING + "\", \"correlationId\": \"%s\"}",
                    settings.addedQueue());
            send(
                    context,
                    "{\"jobId\": \"%s\", \"file\": \"../secret.txt\", \"correlationId\": \"%s\"}",
                    settings.failedQueue());
            allWell = awaitOutcomes(context);
            whenEnded.run();
        } catch (JMSRuntimeException e) {
            console.say("The demo was cut short: " + e.getMessage());
        }
    }

    private void send(JMSContext context, String form, String endsIn) {
        String id = "demo-" + UUID.randomUUID();
        String json = form.formatted(service.newJob(), id);
        expected.put(id, endsIn);
        context.createProducer().send(context.createQueue(settings.queue()), json);
        console.say("Sent      " + json);
    }

    private boolean awaitOutcomes(JMSContext context) {
        Map<String, String> found = new HashMap<>();
        long patience = System.nanoTime() + 60_000_000_000L;
        while (found.size() < expected.size() && System.nanoTime() < patience) {
            for (String queue : new String[] {settings.addedQueue(), settings.failedQueue(), settings.reviewQueue()}) {
                look(context, context.createQueue(queue), found);
            }
            pause();
        }
        return found.equals(expected);
    }

    private void look(JMSContext context, Queue queue, Map<String, String> found) {
        try (QueueBrowser browser = context.createBrowser(queue)) {
            for (Object each : Collections.list(browser.getEnumeration())) {
                Message message = (Message) each;
                String id = message.getJMSCorrelationID();
                if (expected.containsKey(id) && found.put(id, queue.getQueueName()) == null) {
                    console.say("Ended in  " + queue.getQueueName() + ":");
                    show(message);
                }
            }
        } catch (jakarta.jms.JMSException e) {
            throw new JMSRuntimeException(e.getMessage());
        }
    }

    private void show(Message message) throws jakarta.jms.JMSException {
        message.getBody(String.class).lines().forEach(line -> console.say("    " + line));
        for (String name : new String[] {"cielo24What", "cielo24Reason"}) {
            if (message.propertyExists(name)) {
                console.say("    " + name + ": " + message.getStringProperty(name));
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a person can do next. */
    void invite() {
        console.say("Send messages of your own to " + settings.queue() + " at " + broker + "; Ctrl-C ends.");
    }

    boolean isAllWell() {
        return allWell;
    }
}
