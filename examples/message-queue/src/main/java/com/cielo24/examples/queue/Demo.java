package com.cielo24.examples.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.support.ConfigurationException;
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
record Demo(Cielo24Simulator service, Settings settings) {

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");
    private static final long PATIENCE = 60_000;

    /**
     * Starts the simulator. What the demo keeps on disk is in a folder of its own.
     *
     * @throws ConfigurationException if a broker or a service is configured, so that only the account was forgotten
     */
    static Demo start(Settings settings) {
        if (settings.optional("broker.url").isPresent()) {
            throw new ConfigurationException("broker.url is configured, but no account; set"
                    + " camel.component.cielo24.username and .securekey, or .api-token");
        }
        Path folder = settings.folder("ingest.folder").resolve("demo");
        return new Demo(
                DemoService.start(folder.resolve("simulator"), DemoService.configuration(settings.context())),
                settings.with(Map.of(
                        "ingest.folder", folder.toString(),
                        "media.root", folder.resolve("media").toString(),
                        "ingest.jdbc.url", "")));
    }

    /**
     * @return whether each message ended where it should
     */
    boolean run(Broker broker) throws Exception {
        Tone.write(settings.folder("media.root").resolve("tone.wav"));
        prepareWorker(broker);
        JmsTemplate jms = new JmsTemplate(broker.connections());
        jms.setReceiveTimeout(PATIENCE);
        boolean allWell = ends(jms, ".added", "\"mediaUrl\": \"https://media.example.com/lecture.mp4\"")
                & ends(jms, ".added", "\"file\": \"tone.wav\"")
                & ends(jms, ".failed", "\"file\": \"../secret.txt\"");
        LOG.info("Send messages of your own to {} at {}; Ctrl-C ends.", settings.text("ingest.queue"), broker.name());
        return allWell;
    }

    /** A further worker is started in the demo's folder, and configured by what is there. */
    private void prepareWorker(Broker broker) throws IOException {
        Files.write(
                settings.folder("ingest.folder").resolve("application.properties"),
                List.of(
                        "broker.url=" + broker.name(),
                        "ingest.folder=" + settings.text("ingest.folder").replace("\\", "\\\\"),
                        "ingest.http.port=0",
                        "camel.component.cielo24.base-url=" + service.baseUrl(),
                        "camel.component.cielo24.api-token=" + service.apiToken()));
    }

    private boolean ends(JmsTemplate jms, String outcome, String media) throws JMSException {
        String queue = settings.text("ingest.queue");
        String job = service.newJob();
        String json = "{\"jobId\": \"" + job + "\", " + media + ", \"correlationId\": \"demo-" + job + "\"}";
        LOG.info("Sent      {}", json);
        jms.convertAndSend(queue, json);
        Message message = jms.receiveSelected(queue + outcome, "JMSCorrelationID = 'demo-" + job + "'");
        if (message == null) {
            LOG.warn("It did not end in {}{}", queue, outcome);
            return false;
        }
        LOG.info("Ended in  {}{}:", queue, outcome);
        message.getBody(String.class).lines().forEach(line -> LOG.info("    {}", line));
        for (String name : List.of("cielo24What", "cielo24Reason")) {
            if (message.propertyExists(name)) {
                LOG.info("    {}: {}", name, message.getStringProperty(name));
            }
        }
        return true;
    }
}
