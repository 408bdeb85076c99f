package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.camel.MediaFileFilter;
import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.examples.support.Amount;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.LedgerDatabase;
import com.cielo24.examples.support.OperatorPage;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Terminal;
import com.cielo24.examples.support.Tone;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
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
            "2:the configuration is wrong"
        })
public final class DirectoryWatch extends ExampleMain {

    static final Logger LOG = LoggerFactory.getLogger("directory-watch");

    private static final Pattern ESCAPED = Pattern.compile("[\\p{Cntrl}\\p{Cf}\u2028\u2029\uFFFD]".replace("X", ""));
    private static final Duration DEMO_SETTLE = Duration.ofMillis(300);
    /** No other watch has the inbox, so that the owner of a claim was this one, or is at work elsewhere. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    /** Closed in the opposite order. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final OutageRoutePolicy outage;
    private Inbox inbox;
    private Outcomes outcomes;
    private Cielo24Simulator simulator;

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
        boolean createsJobs =
                switch (settings.choice("ingest.create-jobs", "auto", "true", "false")) {
                    // who has only a token has created the jobs elsewhere
                    case "auto" -> isDemo || service.getUsername() != null;
                    case "true" -> true;
                    default -> false;
                };
        Path base = settings.folder("ingest.folder").resolve(isDemo ? "demo" : "");
        Folders folders = (isDemo ? Folders.below(base) : Folders.of(settings)).created();
        Duration settle = isDemo ? DEMO_SETTLE : settings.duration("ingest.settle");
        if (isDemo) {
            simulator = opened(DemoService.start(base.resolve("simulator"), service));
        }
        lock(folders.inbox());
        Files.createDirectories(base);
        DataSource database = isDemo ? LedgerDatabase.inFolder(base) : LedgerDatabase.open(settings, base);
        context.getRegistry().bind("ledger", opened(new JdbcMediaLedger(database, LEASE)));

        Filing filing = new Filing(folders, settings.flag("ingest.sweep"));
        int finished = filing.finish();
        try (Stream<Path> empty = Files.walk(folders.work())) {
            // only now, as nothing is being moved
            empty.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).forEach(path -> path.toFile()
                    .delete());
        }
        if (finished > 0) {
            LOG.info("{} files were moved when the last process ended; their reports are complete now", finished);
        }
        MediaFileFilter media = new MediaFileFilter();
        media.setInclude(settings.text("ingest.include"));
        media.setExclude(settings.optional("ingest.exclude").orElse(""));
        media.setSettle(settle);
        inbox = new Inbox(folders.inbox(), media, filing::finishInterrupted, once ? this::completed : null);
        outcomes = new Outcomes(inbox, filing, settings, createsJobs, once);
        Duration poll = Duration.ofMillis(Math.min(500, Math.max(20, settle.toMillis() / 20)));
        RoutePolicy[] policies = once ? new RoutePolicy[0] : new RoutePolicy[] {outage};
        context.addRoutes(new WatchRoute(folders.inbox(), inbox, outcomes, poll, settings, policies));
        context.getManagementStrategy()
                .addEventNotifier(Terminal.progress(settings.duration("ingest.progress"), DirectoryWatch::progress));
        LOG.info(
                "Watching {}, {} at once, for {}",
                folders.inbox(),
                settings.number("ingest.parallelism", 1, 1000),
                service.getBaseUrl());
        settings.port("ingest.http.port").ifPresent(port -> openPage(context, port));
        if (isDemo) {
            dropRecording(folders.inbox());
        }
    }

    private void openPage(CamelContext context, int port) {
        OperatorPage page = OperatorPage.open(context, port, "ingest.http.port");
        if (page != null) {
            LOG.info("What is under way: {}", opened(page).url());
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
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

    private void dropRecording(Path folder) throws IOException {
        Path recording = folder.resolve(simulator.newJob() + "-tone.wav");
        Path unfinished = folder.resolve(".tone.wav");
        Tone.write(unfinished);
        Files.move(unfinished, recording, StandardCopyOption.ATOMIC_MOVE);
        LOG.info("Dropped a recording of two seconds into the inbox: {}", recording.getFileName());
        LOG.info("It will be in done, with its report beside it; what the service receives is in simulator.");
    }

    private static void progress(Exchange exchange, long sent, long total, String rate) {
        long percent = sent * 100 / Math.max(1, total);
        LOG.info(
                "{}: {} of {}, {} %, {}",
                WatchedFile.of(exchange), Amount.bytes(sent), Amount.bytes(total), percent, rate);
    }

    /** Names come from elsewhere, and must not write lines of their own. */
    static String escaped(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
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

    @Override
    public void release() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
