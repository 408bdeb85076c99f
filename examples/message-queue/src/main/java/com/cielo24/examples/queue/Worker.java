package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.Properties;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.examples.job.JobMaker;
import com.cielo24.examples.outcome.AddMediaRedelivery;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.OperatorPage;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Terminal;
import com.cielo24.simulator.Cielo24Simulator;
import jakarta.jms.ConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.ConsumerType;
import org.apache.camel.component.jms.JmsComponent;

/**
 * The worker put together, in Camel's own main.
 */
final class Worker extends ExampleMain {

    private static final String PAGE = "ingest.http.port";

    private final boolean once;
    private final Console console = new Console();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private Demo demo;

    /**
     * @param once      whether to end when the demo has
     * @param overrides what counts more than any other configuration
     */
    Worker(boolean once, Properties overrides) {
        super("Message queue", overrides);
        this.once = once;
    }

    @Override
    protected void assemble(CamelContext context) throws Exception {
        Cielo24Configuration service = DemoService.configuration(context);
        QueueSettings settings = QueueSettings.of(context);
        boolean isDemo = DemoService.isCalledFor(service);
        Cielo24Simulator simulator = null;
        if (once && !isDemo) {
            throw new ConfigurationException("--once is for the demo, but an API token is configured");
        }
        if (isDemo) {
            if (settings.broker().url() != null) {
                throw new ConfigurationException("broker.url is configured, but no API token; set"
                        + " camel.component.cielo24.api-token (CAMEL_COMPONENT_CIELO24_API_TOKEN)");
            }
            settings = settings.in(settings.folder().resolve("demo"));
            simulator = DemoService.start(settings.folder().resolve("simulator"), service);
            open.push(simulator);
        }
        Files.createDirectories(settings.mediaRoot());
        String broker = settings.broker().url();
        if (broker == null) {
            EmbeddedBroker embedded = EmbeddedBroker.start(settings);
            open.push(embedded);
            broker = embedded.url();
        }
        ConnectionFactory connections = BrokerConnection.of(broker, settings.broker());
        if (settings.consumers() > 0) {
            context.addComponent("jms", jms(settings, connections, BrokerConnection.shown(broker)));
            addRoutes(context, settings);
        }
        OperatorPage page = page(context, settings);
        console.started(
                settings, BrokerConnection.shown(broker), service.getBaseUrl(), page == null ? null : page.url());
        if (simulator != null) {
            demo = new Demo(settings, simulator, broker, connections, console, this::ended);
        }
    }

    private void addRoutes(CamelContext context, QueueSettings settings) throws Exception {
        LedgerDatabase database = LedgerDatabase.open(settings);
        open.push(database);
        Ledger ledger = new Ledger(database.dataSource());
        ledger.prepare();
        AddMediaRedelivery redelivery =
                new AddMediaRedelivery(settings.retries(), settings.backoff(), settings.backoffMax());
        Outcomes outcomes = new Outcomes(settings, ledger, redelivery, console);
        Intake intake = new Intake(
                settings,
                new MediaRoot(settings.mediaRoot()),
                new JobMaker(context.createProducerTemplate()),
                new JobLocks(database.dataSource()),
                ledger,
                outcomes,
                console);
        context.addRoutes(new QueueRoutes(settings, intake, outcomes));
        context.getManagementStrategy().addEventNotifier(Terminal.progress(settings.progress(), this::progress));
    }

    /** Not of a process that is a broker and nothing else: it would show none of the uploads. */
    private OperatorPage page(CamelContext context, QueueSettings settings) {
        OptionalInt port = new Settings(context).port(PAGE);
        if (port.isEmpty() || settings.consumers() == 0) {
            return null;
        }
        OperatorPage page = OperatorPage.open(context, port.getAsInt(), PAGE);
        if (page != null) {
            open.push(page);
        }
        return page;
    }

    private JmsComponent jms(QueueSettings settings, ConnectionFactory connections, String broker) {
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(connections);
        // the session's own transaction: what it takes and what it sends go together
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        // the message stays as it is: what is sent on must be the original, and nothing of it is to be deserialized
        jms.setMapJmsMessage(false);
        jms.setDisableReplyTo(true);
        jms.setConcurrentConsumers(settings.consumers());
        jms.setCacheLevelName("CACHE_CONSUMER");
        jms.setRecoveryInterval(1_000);
        jms.setErrorHandlerLogStackTrace(false);
        jms.getConfiguration().setConsumerType(ConsumerType.Custom);
        jms.setMessageListenerContainerFactory(endpoint -> new QueueListener(endpoint, broker, console));
        return jms;
    }

    private void progress(Exchange exchange, long sent, long total, String rate) {
        console.progress(Work.of(exchange), sent, total, rate);
    }

    /** The demo's messages have all ended. */
    private void ended() {
        if (once) {
            completed();
        } else {
            demo.invite();
        }
    }

    @Override
    protected void afterStart() throws Exception {
        super.afterStart();
        if (demo != null) {
            demo.start();
        }
    }

    /** Whether the demo, if this was one, went as it should. */
    @Override
    protected boolean isAllWell() {
        return demo == null || demo.isAllWell();
    }

    @Override
    public void release() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
