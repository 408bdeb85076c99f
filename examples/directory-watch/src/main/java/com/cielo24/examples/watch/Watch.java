package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.examples.outcome.AddMediaRedelivery;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.OperatorPage;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Terminal;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * The watch put together, in Camel's own main.
 */
final class Watch extends ExampleMain {

    private static final String PAGE = "ingest.http.port";

    private final boolean once;
    private final Tally tally = new Tally();
    private final Console console = new Console(tally);
    private OperatorPage page;
    private FolderLock lock;
    private Demo demo;

    /**
     * @param once      whether to end when the inbox is empty
     * @param overrides what counts more than any other configuration
     */
    Watch(boolean once, Properties overrides) {
        super("Directory watch", overrides);
        this.once = once;
    }

    @Override
    protected boolean isAllWell() {
        return tally.isAllWell();
    }

    Tally tally() {
        return tally;
    }

    /** Watches until the inbox is empty, or until the process is told to end. */
    @Override
    public void run() throws Exception {
        super.run();
        console.ended();
    }

    @Override
    protected void assemble(CamelContext context) throws Exception {
        Cielo24Configuration service = DemoService.configuration(context);
        WatchSettings settings = WatchSettings.of(context);
        if (DemoService.isCalledFor(service)) {
            demo = Demo.start(WatchSettings.base(context), service, console);
            settings = settings.in(demo.folders());
        }
        settings.folders().make();
        lock = FolderLock.take(settings.folders());
        settings.folders().probe();
        context.addRoutes(routes(settings));
        context.getManagementStrategy().addEventNotifier(Terminal.progress(settings.progress(), this::progress));
        new Settings(context).port(PAGE).ifPresent(port -> page = OperatorPage.open(context, port, PAGE));
        console.watching(settings, service.getBaseUrl(), page == null ? null : page.url());
        if (demo != null) {
            demo.dropRecording();
        }
    }

    /** What an earlier process left is put in order first. */
    private WatchRoutes routes(WatchSettings settings) throws IOException {
        Folders folders = settings.folders();
        AttemptRecords records = new AttemptRecords(folders.work());
        FreeNames names = new FreeNames();
        Filing filing = new Filing(folders, records, names);
        new Recovery(folders, records, filing, names, console).run();

        SettledFilter settled = new SettledFilter(settings.settle(), console::unreadable);
        AddMediaRedelivery redelivery =
                new AddMediaRedelivery(settings.retries(), settings.backoff(), settings.backoffMax());
        FileJobs jobs = new FileJobs(records, getCamelContext().createProducerTemplate(), settings.language());
        Outcomes outcomes = new Outcomes(folders, settled, records, filing, redelivery, console, jobs, this::showDemo);
        Inbox inbox = new Inbox(folders.inbox(), settled, console::unreachable);
        Intake intake = new Intake(
                folders,
                settled,
                records,
                filing,
                outcomes,
                console,
                settings.createJobs() ? new ExternalId(settings.idByContent()) : null);
        return new WatchRoutes(
                settings, settled, redelivery, intake, jobs, outcomes, once ? () -> endIfEmpty(inbox) : null);
    }

    private void endIfEmpty(Inbox inbox) {
        try {
            if (inbox.isEmpty()) {
                completed();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void progress(Exchange exchange, long sent, long total, String rate) {
        console.progress(exchange.getProperty(Intake.ATTEMPT, Attempt.class), sent, total, rate);
    }

    private void showDemo(Attempt ended) {
        if (demo != null) {
            demo.ended(ended);
            if (!once) {
                demo.invite();
            }
        }
    }

    @Override
    public void release() throws IOException {
        if (page != null) {
            page.close();
        }
        if (demo != null) {
            demo.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
