package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.camel.MediaFileFilter;
import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Shelf;
import com.cielo24.examples.support.Text;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.RoutePolicy;
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
            "2:the configuration is wrong, or the service refused the account"
        })
public final class DirectoryWatch extends ExampleMain {

    static final Logger LOG = LoggerFactory.getLogger("directory-watch");

    private final OutageRoutePolicy outage;
    private WatchFiling filing;

    /**
     * @param overrides takes precedence over any other configuration
     */
    DirectoryWatch(Properties overrides, OutageRoutePolicy outage, boolean once) {
        super("Directory watch", overrides);
        this.outage = outage;
        this.once = once;
    }

    public static void main(String... args) {
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
        Path inbox = settings.folder("ingest.inbox");
        MediaFileFilter media = new MediaFileFilter();
        media.setInclude(settings.optional("ingest.include").orElse(MediaFileFilter.MEDIA_FILES + ",*.url"));
        media.setExclude(settings.optional("ingest.exclude").orElse(""));
        media.setSettle(settings.duration("ingest.settle"));
        filing = opened(new WatchFiling(settings, once ? this::completed : null));
        filing.open(inbox.toFile());
        useLedger(settings, base);
        context.getRegistry().bind("media", media);
        context.getRegistry().bind("filing", filing);
        FileJobs jobs = new FileJobs(
                createsJobs,
                settings.flag("ingest.job-id-in-name"),
                settings.choice("ingest.external-id", "file", "content").equals("content"));
        RoutePolicy[] policies = once ? new RoutePolicy[0] : new RoutePolicy[] {outage};
        context.addRoutes(new WatchRoute(inbox.toFile(), filing, jobs, settings, policies));
        if (isDemo) {
            dropRecording(opened(DemoService.start(base.resolve("simulator"), service)), inbox);
        }
        LOG.info(
                "Watching {}, {} at once, for {}",
                inbox,
                settings.number("ingest.parallelism", 1, 1000),
                service.getBaseUrl());
        showWork(
                settings,
                LOG,
                exchange -> Text.shown(FileJobs.path(exchange)),
                Shelf.files(inbox, media::isNameAccepted),
                Shelf.reports(settings.folder("ingest.failed")),
                Shelf.reports(settings.folder("ingest.review")));
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

    private static void dropRecording(Cielo24Simulator simulator, Path folder) throws IOException {
        Path recording = folder.resolve(simulator.newJob() + "-tone.wav");
        DemoService.writeRecording(recording);
        LOG.info("Dropped a recording of two seconds into the inbox: {}", recording.getFileName());
        LOG.info("It will be in done, with its report beside it; what the service receives is in simulator.");
    }

    @Override
    protected boolean isAllWell() {
        return filing.isAllWell();
    }

    @Override
    public void run() throws Exception {
        super.run();
        LOG.info("Ended: {}", filing);
    }
}
