package com.cielo24.examples.watch;

import java.nio.file.Path;
import java.time.Duration;

import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.DemoService;
import com.cielo24.examples.support.Settings;
import org.apache.camel.CamelContext;

/**
 * The {@code ingest.*} keys of {@code application.properties}, system properties and the environment.
 *
 * @param folders     where files come from and go to
 * @param parallelism how many files are sent at once
 * @param settle      how long a file must not have changed before it is taken
 * @param checksum    whether to take a SHA-256 while sending
 * @param duplicates  whether the service may use one media URL for several jobs
 * @param createJobs  whether a job is made for a file that names none
 * @param idByContent whether such a job is known by the file's content, and not by its name, size and time
 * @param language    of the media of such a job
 * @param retries     how often to send again after a retryable failure
 * @param backoff     how long to wait before the first retry
 * @param backoffMax  how long to wait before a retry at most
 * @param progress    how often to tell how far a long upload is
 */
record WatchSettings(
        Folders folders,
        int parallelism,
        Duration settle,
        boolean checksum,
        boolean duplicates,
        boolean createJobs,
        boolean idByContent,
        String language,
        int retries,
        Duration backoff,
        Duration backoffMax,
        Duration progress) {

    /**
     * @throws ConfigurationException if a value cannot be used
     */
    static WatchSettings of(CamelContext context) {
        Settings source = new Settings(context);
        return new WatchSettings(
                new Folders(
                        source.folder("ingest.inbox"),
                        source.folder("ingest.done"),
                        source.folder("ingest.failed"),
                        source.folder("ingest.retry"),
                        source.folder("ingest.review"),
                        source.folder("ingest.work")),
                source.number("ingest.parallelism", 1, 1000),
                source.duration("ingest.settle"),
                source.flag("ingest.checksum"),
                source.flag("ingest.allow-duplicate"),
                createJobs(source, context),
                idByContent(source),
                source.text("ingest.language"),
                source.number("ingest.retries", 0, 1_000_000),
                source.duration("ingest.backoff"),
                source.duration("ingest.backoff.max"),
                source.duration("ingest.progress"));
    }

    /** By default where the watch can log in, and in the demo: who gives a token has made jobs before. */
    private static boolean createJobs(Settings source, CamelContext context) {
        if (source.text("ingest.create-jobs").equalsIgnoreCase("auto")) {
            Cielo24Configuration service = DemoService.configuration(context);
            return service.getUsername() != null || DemoService.isCalledFor(service);
        }
        return source.flag("ingest.create-jobs");
    }

    private static boolean idByContent(Settings source) {
        String by = source.text("ingest.external-id");
        if (!by.equals("file") && !by.equals("content")) {
            throw new ConfigurationException("ingest.external-id is '" + by + "', but must be file or content");
        }
        return by.equals("content");
    }

    WatchSettings in(Folders others) {
        return new WatchSettings(
                others,
                parallelism,
                settle,
                checksum,
                duplicates,
                createJobs,
                idByContent,
                language,
                retries,
                backoff,
                backoffMax,
                progress);
    }

    /**
     * How long to wait between looks into the inbox. A file waits for two of them at worst: until it is seen, and from
     * when it has settled until that is seen.
     */
    Duration poll() {
        return Duration.ofMillis(Math.min(50, Math.max(20, settle.toMillis() / 20)));
    }

    /** Where the demo and the default folders are. */
    static Path base(CamelContext context) {
        return new Settings(context).folder("ingest.folder");
    }
}
