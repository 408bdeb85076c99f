package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.cielo24.camel.MessageFiling;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.Settings;
import com.cielo24.simulator.Cielo24Simulator;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;

/** Where no account is configured: three messages, a URL, a file and one that must be refused, and where each ended. */
record Demo(Cielo24Simulator service, Settings settings) {

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

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
        String media = folder.resolve("media").toString();
        return new Demo(
                DemoService.start(folder.resolve("simulator"), DemoService.configuration(settings.context())),
                settings.with(Map.of("ingest.folder", folder.toString(), "media.root", media, "ingest.jdbc.url", "")));
    }

    /**
     * @throws IllegalStateException if a message does not end where it should
     */
    void run(Broker broker) throws Exception {
        Path folder = settings.folder("ingest.folder");
        DemoService.writeRecording(settings.folder("media.root").resolve("tone.wav"));
        // a further worker is started in the demo's folder, and configured by what is there
        Files.writeString(folder.resolve("application.properties"), """
                broker.url=%s
                ingest.folder=%s
                ingest.http.port=0
                camel.component.cielo24.base-url=%s
                camel.component.cielo24.api-token=%s
                """.formatted(
                        broker.name(), folder.toString().replace("\\", "\\\\"), service.baseUrl(), service.apiToken()));
        JmsTemplate jms = new JmsTemplate(broker.connections());
        jms.setReceiveTimeout(60_000);
        // the service takes a URL once, and the simulator remembers those of earlier demos
        String url = "https://media.example.com/lecture.mp4?version=" + System.currentTimeMillis();
        show(jms, ".added", "\"mediaUrl\": \"" + url + "\"");
        show(jms, ".added", "\"file\": \"tone.wav\"");
        show(jms, ".failed", "\"file\": \"../secret.txt\"");
    }

    private void show(JmsTemplate jms, String outcome, String media) throws JMSException {
        String queue = settings.text("ingest.queue");
        String job = service.newJob();
        String json = "{\"jobId\": \"" + job + "\", " + media + ", \"correlationId\": \"demo-" + job + "\"}";
        LOG.info("Sent      {}", json);
        jms.convertAndSend(queue, json);
        Message message = jms.receiveSelected(queue + outcome, "JMSCorrelationID = 'demo-" + job + "'");
        if (message == null) {
            throw new IllegalStateException("it did not end in " + queue + outcome);
        }
        LOG.info("Ended in  {}{}:", queue, outcome);
        message.getBody(String.class).lines().forEach(line -> LOG.info("    {}", line));
        for (String name : List.of(MessageFiling.WHAT, MessageFiling.REASON)) {
            if (message.propertyExists(name)) {
                LOG.info("    {}: {}", name, message.getStringProperty(name));
            }
        }
    }
}
