package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.LedgerDatabase;
import com.cielo24.examples.support.Settings;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.simulator.Cielo24Simulator;
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
            "2:the configuration is wrong"
        })
public final class MessageQueue extends ExampleMain {

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    private Demo demo;

    /**
     * @param overrides takes precedence over any other configuration
     */
    MessageQueue(Properties overrides) {
        super("Message queue", overrides);
    }

    public static void main(String[] args) {
        execute(new MessageQueue(new Properties()), args);
    }

    @Override
    protected void assemble(CamelContext context) throws Exception {
        Settings settings = new Settings(context);
        Cielo24Configuration service = DemoService.configuration(context);
        boolean isDemo = DemoService.isCalledFor(service);
        String url = settings.optional("broker.url").orElse(null);
        if (once && !isDemo) {
            throw new ConfigurationException("--once is for the demo, but an account is configured");
        }
        if (isDemo && url != null) {
            throw new ConfigurationException("broker.url is configured, but no account; set"
                    + " camel.component.cielo24.username and .securekey, or .api-token");
        }
        Cielo24Simulator simulator = isDemo ? opened(Demo.service(settings, service)) : null;
        Path media = Files.createDirectories(settings.folder("media.root")).toRealPath();
        Outcomes outcomes = new Outcomes(settings);
        BrokerConnection broker = opened(BrokerConnection.to(
                url != null ? url : opened(EmbeddedBroker.start(settings)).url(), settings));
        int consumers = settings.number("ingest.consumers", 0, 1000);
        if (consumers > 0) {
            JdbcMediaLedger ledger =
                    new JdbcMediaLedger(LedgerDatabase.open(settings, settings.folder("ingest.folder")));
            context.getRegistry().bind("ledger", opened(ledger));
            broker.configure(context.getComponent("jms", JmsComponent.class));
            context.addRoutes(new QueueRoute(new MediaRoot(media), outcomes));
            showUploads(settings, LOG, exchange -> Outcomes.shown(exchange.getProperty(Outcomes.REQUEST)));
        }
        LOG.info(
                "Taking messages of {} at {}, {} at a time, for {}",
                settings.text("ingest.queue"),
                broker.name(),
                consumers,
                service.getBaseUrl());
        if (isDemo) {
            demo = new Demo(simulator, settings.text("ingest.queue"), broker);
            demo.prepare(settings.folder("ingest.folder"), media);
        }
    }

    @Override
    protected void afterStart() throws Exception {
        super.afterStart();
        if (demo != null) {
            demo.start(once ? this::completed : demo::invite);
        }
    }

    @Override
    protected boolean isAllWell() {
        return demo == null || demo.isAllWell();
    }
}
