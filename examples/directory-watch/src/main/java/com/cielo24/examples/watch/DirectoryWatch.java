package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.camel.MediaFileFilter;
import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Shelf;
import com.cielo24.examples.support.Tone;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * The program.
 */
@Command(
        name = "directory-watch",
        mixinStandardHelpOptions = true,
        description = "Adds each media file that is dropped into a folder to its cielo24 job. Configured by"
                + " application.properties, system properties and the environment; see README.md.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all files were added to their jobs",
            "1:with --once: some were not; see failed, review and what is left in the inbox",
            "2:the configuration is wrong"
        })
public final class DirectoryWatch extends ExampleMain {

    static final Logger LOG = LoggerFactory.getLogger("directory-watch");

    private final OutageRoutePolicy outage;
    private Inbox inbox;
    private Outcomes outcomes;

    /**
     * @param overrides takes precedence over any other configuration
     */
    DirectoryWatch(Properties overrides, OutageRoutePolicy outage, boolean once) {
        super("Directory watch", overrides);
        this.outage = outage;
        this.once = once;
    }

    public static void main(String[] args) {
        execute(new DirectoryWatch(new Properties(), new OutageRoutePolicy(), false), args);
    }

    @Override
    protected void assemble(CamelContext context) throws Exception {
        Settings settings = new Settings(context);
        Cielo24Configuration service = DemoService.configuration(context);
        boolean isDemo = DemoService.isCalledFor(service);
        // who has only a token has created the jobs elsewhere
        boolean createsJobs =
                switch (settings.choice("ingest.create-jobs", "auto", "true", "false")) {
                    case "auto" -> isDemo || service.getUsername() != null;
                    case "true" -> true;
                    default -> false;
                };
        if (isDemo) {
            settings = settings.with(demo(settings.folder("ingest.folder").resolve("demo")));
        }
        Path base = Files.createDirectories(settings.folder("ingest.folder"));
        Folders folders = Folders.of(settings);
        lock(folders.inbox());
        Filing filing = new Filing(folders, settings.flag("ingest.sweep"));
        filing.start();
        useLedger(settings, base);
        MediaFileFilter media = new MediaFileFilter();
        media.setInclude(settings.optional("ingest.include").orElse(MediaFileFilter.MEDIA_FILES + ",*.url"));
        media.setExclude(settings.optional("ingest.exclude").orElse(""));
        media.setSettle(settings.duration("ingest.settle"));
        inbox = new Inbox(folders.inbox(), media, filing::finishInterrupted, once ? this::completed : null);
        outcomes = new Outcomes(inbox, filing, settings, createsJobs, once);
        context.addRoutes(new WatchRoute(folders.inbox(), inbox, outcomes, settings, once ? null : outage));
        if (isDemo) {
            dropRecording(opened(DemoService.start(base.resolve("simulator"), service)), folders.inbox());
        }
        LOG.info(
                "Watching {}, {} at once, for {}",
                folders.inbox(),
                settings.number("ingest.parallelism", 1, 1000),
                service.getBaseUrl());
        showWork(
                settings,
                LOG,
                exchange -> WatchedFile.of(exchange).toString(),
                Shelf.files(folders.inbox(), media::isNameAccepted),
                Shelf.reports(folders.failed(), Filing.ERROR),
                Shelf.reports(folders.review(), Filing.ERROR));
    }

    /** Folders and a ledger of its own, whatever is configured: a forgotten account must not file recordings as done. */
    private static Map<String, String> demo(Path folder) {
        return Map.of(
                "ingest.folder", folder.toString(),
                "ingest.inbox", folder.resolve("inbox").toString(),
                "ingest.done", folder.resolve("done").toString(),
                "ingest.failed", folder.resolve("failed").toString(),
                "ingest.review", folder.resolve("review").toString(),
                "ingest.work", folder.resolve(".ingest").toString(),
                "ingest.jdbc.url", "",
                "ingest.settle", "300ms");
    }

    /** Keeps a second watch away. The system lets go of it when the process ends, however it ends. */
    private void lock(Path folder) throws IOException {
        FileChannel channel = opened(FileChannel.open(
                folder.resolve(".directory-watch.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // another one in this process
        }
        throw new ConfigurationException("another directory watch is running on " + folder
                + "; stop it first, or give this one an inbox of its own (ingest.folder, ingest.inbox)");
    }

    private static void dropRecording(Cielo24Simulator simulator, Path folder) throws IOException {
        Path recording = folder.resolve(simulator.newJob() + "-tone.wav");
        Path unfinished = folder.resolve(".tone.wav");
        Tone.write(unfinished);
        Files.move(unfinished, recording, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("Dropped a recording of two seconds into the inbox: {}", recording.getFileName());
        LOG.info("It will be in done, with its report beside it; what the service receives is in simulator.");
    }

    @Override
    protected boolean isAllWell() {
        return inbox.isAllWell() && outcomes.isAllWell();
    }

    @Override
    public void run() throws Exception {
        super.run();
        LOG.info("Ended: {}", outcomes);
    }
}
