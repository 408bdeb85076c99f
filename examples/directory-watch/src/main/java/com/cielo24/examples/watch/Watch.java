package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.examples.outcome.AddMediaRedelivery;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/**
 * The watch put together, in Camel's own main.
 */
final class Watch extends Main {

    private final boolean once;
    private final Tally tally = new Tally();
    private final Console console = new Console(tally);
    private FolderLock lock;
    private Demo demo;

    /**
     * @param once      whether to end when the inbox is empty
     * @param overrides what counts more than any other configuration
     */
    Watch(boolean once, Properties overrides) {
        this.once = once;
        setAppName("Directory watch");
        // what the first says, in the working directory, counts more
        setPropertyPlaceholderLocations("file:application.properties;optional=true,classpath:application.properties");
        addOverrideProperties(ComponentEnvironment.options(System.getenv()));
        addOverrideProperties(overrides);
        addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                try {
                    assemble(main.getCamelContext());
                } catch (Exception e) {
                    throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
                }
            }
        });
    }

    private void addOverrideProperties(Map<?, ?> properties) {
        properties.forEach((key, value) -> addOverrideProperty(key.toString(), value.toString()));
    }

    boolean isAllWell() {
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

    private void assemble(CamelContext context) throws Exception {
        Cielo24Configuration service =
                context.getComponent("cielo24", Cielo24Component.class).getConfiguration();
        WatchSettings settings = WatchSettings.of(context);
        if (service.getApiToken() == null || service.getApiToken().isBlank()) {
            demo = Demo.start(WatchSettings.base(context), service, console);
            settings = settings.in(demo.folders());
        }
        settings.folders().make();
        lock = FolderLock.take(settings.folders());
        settings.folders().probe();
        context.addRoutes(routes(settings));
        context.getManagementStrategy().addEventNotifier(new ProgressLines(settings.progress(), console));
        console.watching(settings, service.getBaseUrl());
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
        Outcomes outcomes = new Outcomes(folders, settled, records, filing, redelivery, console, this::showDemo);
        Inbox inbox = new Inbox(folders.inbox(), settled, console::unreachable);
        Intake intake = new Intake(folders, settled, records, filing, outcomes, console);
        return new WatchRoutes(settings, settled, redelivery, intake, outcomes, once ? () -> endIfEmpty(inbox) : null);
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

    private void showDemo(Attempt ended) {
        if (demo != null) {
            demo.ended(ended);
            if (!once) {
                demo.invite();
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        try {
            super.doStop();
        } finally {
            release();
        }
    }

    /** Lets go of what {@link #assemble} took; also for who could not start. */
    void release() throws IOException {
        if (demo != null) {
            demo.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
