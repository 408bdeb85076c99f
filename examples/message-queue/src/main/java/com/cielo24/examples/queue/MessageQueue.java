package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.camel.MessageFiling;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Shelf;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/** The program: a worker, with a broker of its own unless one is configured. */
@Command(
        name = "message-queue",
        mixinStandardHelpOptions = true,
        description = "Adds the file or URL that each message on a JMS queue names to its cielo24 job. Configured by"
                + " application.properties, system properties and the environment; see README.md.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it was stopped, or with --once: the demo went as it should",
            "1:with --once: the demo did not",
            "2:the configuration is wrong, or the service refused the account"
        })
public final class MessageQueue extends ExampleMain {

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    /**
     * @param overrides takes precedence over any other configuration
     */
    MessageQueue(Properties overrides) {
        super("Message queue", overrides);
    }

    public static void main(String... args) {
        execute(new MessageQueue(new Properties()), args);
    }

    @Override
    protected void assemble(CamelContext context) throws Exception {
        Settings settings = new Settings(context);
        Cielo24Configuration service = DemoService.configuration(context);
        Demo demo = DemoService.isCalledFor(service) ? Demo.start(settings) : null;
        if (demo != null) {
            opened(demo.service());
            settings = demo.settings();
        } else if (once) {
            throw new ConfigurationException("--once is for the demo, but an account is configured");
        }
        MessageFiling filing = new MessageFiling();
        filing.setBackoff(settings.duration("ingest.backoff"));
        filing.setLongestBackoff(settings.duration("ingest.backoff.max"));
        filing.setBusyDelay(settings.duration("ingest.busy"));
        filing.setGiveUp(settings.duration("ingest.give-up"));
        filing.setSubject(Outcomes::subject);
        Path media = Files.createDirectories(settings.folder("media.root"));
        Broker broker = opened(Broker.of(settings));
        int consumers = settings.number("ingest.consumers", 0, 1000);
        if (consumers > 0) {
            useLedger(settings, settings.folder("ingest.folder"));
            broker.configure(context.getComponent("jms", JmsComponent.class));
            context.addRoutes(new QueueRoute(media, filing));
            Shelf waiting = Outcomes.shelf(context, "", null);
            Shelf failed =
                    Outcomes.shelf(context, ".failed", "Put right what the reason names, and send the message again.");
            Shelf review =
                    Outcomes.shelf(context, ".review", "Check whether the job has the media; if not, send it again.");
            showWork(settings, LOG, Outcomes::subject, waiting, failed, review);
        }
        String queue = settings.text("ingest.queue");
        String url = service.getBaseUrl();
        LOG.info("Taking messages of {} at {}, {} at a time, for {}", queue, broker.name(), consumers, url);
        if (demo != null) {
            demonstrate(() -> {
                demo.run(broker);
                if (!once) {
                    LOG.info("Send messages of your own to {} at {}; Ctrl-C ends.", queue, broker.name());
                }
                return true;
            });
        }
    }
}
