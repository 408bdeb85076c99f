package com.cielo24.examples.queue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Tone;
import com.cielo24.simulator.Cielo24Simulator;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;

/** Where no account is configured: three messages, a URL, a file and one that must be refused, and where each ended. */
final class Demo {

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    private final Cielo24Simulator service;
    private final String queue;
    private final BrokerConnection broker;
    private final JmsTemplate jms;
    private volatile boolean allWell;

    Demo(Cielo24Simulator service, String queue, BrokerConnection broker) {
        this.service = service;
        this.queue = queue;
        this.broker = broker;
        this.jms = new JmsTemplate(broker.connections());
        jms.setReceiveTimeout(Duration.ofMinutes(1).toMillis());
    }

    /** Starts the simulator. Everything that the demo keeps on disk is in a folder of its own. */
    static Cielo24Simulator service(Settings settings, Cielo24Configuration service) {
        Path folder = settings.folder("ingest.folder").resolve("demo");
        Properties own = new Properties();
        own.setProperty("ingest.folder", folder.toString());
        own.setProperty("media.root", folder.resolve("media").toString());
        settings.context().getPropertiesComponent().setOverrideProperties(own);
        return DemoService.start(folder.resolve("simulator"), service);
    }

    /** The recording, and what a further worker must know, in a folder to start it from. */
    void prepare(Path folder, Path media) throws IOException {
        Tone.write(media.resolve("tone.wav"));
        Properties worker = new Properties();
        worker.setProperty("broker.url", broker.name());
        worker.setProperty("ingest.folder", folder.toString());
        worker.setProperty("ingest.http.port", "0");
        worker.setProperty("camel.component.cielo24.base-url", service.baseUrl().toString());
        worker.setProperty("camel.component.cielo24.api-token", service.apiToken());
        try (OutputStream out = Files.newOutputStream(folder.resolve("application.properties"))) {
            worker.store(out, "a further worker for the demo that runs: start it in this folder");
        }
    }

    void start(Runnable whenEnded) {
        Thread thread = new Thread(
                () -> {
                    allWell = List.of(
                                    ends("added", "\"mediaUrl\": \"https://media.example.com/lecture.mp4\""),
                                    ends("added", "\"file\": \"tone.wav\""),
                                    ends("failed", "\"file\": \"../secret.txt\""))
                            .stream()
                            .allMatch(Boolean::booleanValue);
                    whenEnded.run();
                },
                "demo");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean ends(String outcome, String media) {
        String job = service.newJob();
        String json = "{\"jobId\": \"" + job + "\", " + media + ", \"correlationId\": \"demo-" + job + "\"}";
        jms.convertAndSend(queue, json);
        LOG.info("Sent      {}", json);
        Message message = jms.receiveSelected(queue + "." + outcome, "JMSCorrelationID = 'demo-" + job + "'");
        if (message == null) {
            LOG.warn("It did not end in {}.{}", queue, outcome);
            return false;
        }
        LOG.info("Ended in  {}.{}:", queue, outcome);
        try {
            message.getBody(String.class).lines().forEach(line -> LOG.info("    {}", line));
            for (String name : List.of("cielo24What", "cielo24Reason")) {
                if (message.propertyExists(name)) {
                    LOG.info("    {}: {}", name, message.getStringProperty(name));
                }
            }
        } catch (JMSException e) {
            LOG.warn("The outcome cannot be read: {}", e.getMessage());
        }
        return message != null;
    }

    /** What a person can do next. */
    void invite() {
        LOG.info("Send messages of your own to {} at {}; Ctrl-C ends.", queue, broker.name());
    }

    boolean isAllWell() {
        return allWell;
    }
}
