package com.cielo24.examples.captions;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.camel.MediaFileFilter;
import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.ExampleMain;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Shelf;
import org.apache.camel.CamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * The program.
 */
@Command(
        name = "captions",
        mixinStandardHelpOptions = true,
        description =
                "Orders the transcription of each video that is dropped into a folder, and puts its captions beside it."
                        + " Configured by application.properties, system properties and the environment; see README.md.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:with --once: some videos were not ordered, or have no captions yet",
            "2:the configuration is wrong, or the service refused the account"
        })
public final class Captions extends ExampleMain {

    static final Logger LOG = LoggerFactory.getLogger("captions");

    private static final Pattern URL = Pattern.compile("https?://[^/?#\\s]+(/[^?#\\s]*)?");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1_000_000;

    private VideoFiling filing;
    private CaptionFiles captions;

    /**
     * @param overrides takes precedence over any other configuration
     */
    Captions(Properties overrides) {
        super("Captions", overrides);
    }

    public static void main(String... args) {
        execute(new Captions(new Properties()), args);
    }

    @Override
    protected void assemble(CamelContext context) throws Exception {
        Settings settings = new Settings(context);
        Cielo24Configuration service = DemoService.configuration(context);
        boolean isDemo = DemoService.isCalledFor(service);
        if (isDemo) {
            settings = settings.with(demo(settings));
        }
        Folders folders = Folders.create(settings);
        MediaFileFilter media = new MediaFileFilter();
        media.setSettle(settings.duration("ingest.settle"));
        filing = opened(new VideoFiling(folders));
        filing.setRetryDelay(settings.duration("ingest.retry-delay"));
        filing.open(folders.inbox().toFile());
        IdempotentRepository givenOut = FileIdempotentRepository.fileIdempotentRepository(
                folders.work().resolve("given-out.txt").toFile(), REMEMBERED);
        captions = CaptionFiles.of(settings, folders, filing, media, givenOut);
        useLedger(settings, folders.work());
        context.getRegistry().bind("media", media);
        context.getRegistry().bind("filing", filing);
        context.getRegistry().bind("givenOut", givenOut);
        // what becomes of a file has a line of its own
        context.getRegistry().bind("quiet", new LoggingExceptionHandler(context, Captions.class, LoggingLevel.DEBUG));
        Callbacks callbacks = callbacks(context, settings, folders);
        OrderOptions orders = OrderOptions.of(settings, callbacks);
        OutageRoutePolicy outage = new OutageRoutePolicy();
        outage.setInterval(settings.duration("ingest.pause"));
        context.addRoutes(new CaptionRoutes(folders, orders, captions, callbacks, outage));
        if (isDemo) {
            opened(DemoService.start(folders.work().resolve("simulator"), service));
            DemoService.writeRecording(folders.inbox().resolve("lecture.wav"));
            LOG.info("Dropped a recording of two seconds into the inbox: lecture.wav");
        }
        LOG.info("Watching {} for {}", folders.inbox(), service.getBaseUrl());
        showWork(
                settings,
                LOG,
                CaptionFiles::subject,
                Shelf.files(folders.inbox(), media::isNameAccepted),
                Shelf.reports(folders.failed()),
                Shelf.reports(folders.review()));
        if (once) {
            demonstrate(() -> finish(context, isDemo));
        }
    }

    /** Folders and a ledger of its own, whatever is configured. */
    private static Map<String, String> demo(Settings settings) {
        return Map.of(
                "ingest.folder",
                settings.folder("ingest.folder").resolve("demo").toString(),
                "ingest.jdbc.url",
                "",
                "ingest.settle",
                "300ms",
                "captions.callback.url",
                "http://127.0.0.1:" + settings.text("captions.callback.port"));
    }

    /** Only for the service: what reverse proxy and TLS are in front of it is the user's choice. */
    private static Callbacks callbacks(CamelContext context, Settings settings, Folders folders) throws Exception {
        String url = settings.optional("captions.callback.url").orElse(null);
        if (url == null) {
            return null;
        }
        if (!URL.matcher(url).matches()) {
            // not quoted: it may have a password
            throw new ConfigurationException(
                    "captions.callback.url must be an http:// or https:// URL without ? and #, such as https://media.example.org");
        }
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost(settings.text("captions.callback.bind"));
        server.setBindPort(settings.number("captions.callback.port", 1, 65535));
        requireFree(server.getBindHost(), server.getBindPort());
        // the service sends none, and that of anybody else would be read into memory before its token is checked
        server.setMaxBodySize(0L);
        context.addService(new VertxPlatformHttpServer(server));
        return new Callbacks(url, folders.work());
    }

    /** Camel would only log it, and whoever has the port would get the token with each callback. */
    private static void requireFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException("captions.callback.port is " + port + ", but nothing can listen there on "
                    + host + ": " + e.getMessage());
        }
    }

    /**
     * With {@code --once}: everything is ordered, and the captions of earlier orders are fetched. Only the demo's service is
     * quick enough to wait for those of new ones.
     */
    private boolean finish(CamelContext context, boolean isDemo) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        ScheduledPollConsumer fetch =
                (ScheduledPollConsumer) context.getRoute("fetch").getConsumer();
        // a poll ends when what it found is fetched
        while (!filing.isIdle() || !fetch.isFirstPollDone() || isDemo && captions.waiting() > 0) {
            if (isDemo && System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(50);
        }
        return filing.isAllWell() && captions.waiting() == 0;
    }

    @Override
    public void run() throws Exception {
        super.run();
        LOG.info("Ended: {}", filing);
    }
}
