package com.cielo24.examples.watch;

import java.io.File;
import java.time.Duration;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.examples.support.Settings;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.LoggingExceptionHandler;

/**
 * The way of a file: inbox, a bounded queue, {@code cielo24:addMedia}; the filing moves it when the exchange ends.
 */
final class WatchRoute extends RouteBuilder {

    private final File folder;
    private final WatchFiling filing;
    private final FileJobs jobs;
    private final RoutePolicy[] policies;
    private final Duration backoff;
    private final Duration longestBackoff;
    /** Milliseconds between two looks into the inbox. */
    private final long poll;

    /**
     * @param folder   the inbox
     * @param policies what pauses the route
     */
    WatchRoute(File folder, WatchFiling filing, FileJobs jobs, Settings settings, RoutePolicy... policies) {
        this.folder = folder;
        this.filing = filing;
        this.jobs = jobs;
        this.policies = policies;
        this.backoff = settings.duration("ingest.backoff");
        this.longestBackoff = settings.duration("ingest.backoff.max");
        this.poll =
                Math.min(500, Math.max(20, settings.duration("ingest.settle").toMillis() / 20));
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().allowRedeliveryWhileStopping(false).logExhausted(false));
        onException(Cielo24Exception.class)
                .onWhen(filing::isWorthRepeating)
                .onExceptionOccurred(filing::repeats)
                .maximumRedeliveries("{{ingest.retries}}")
                .redeliveryDelay(backoff.toMillis())
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(longestBackoff.toMillis())
                .handled(true)
                .process(filing::notAdded);
        onException(Cielo24Exception.class).maximumRedeliveries(0).handled(true).process(filing::notAdded);

        from(inbox()).routeId("inbox").to("seda:media?size=1&blockWhenFull=true");

        // a large file holds one of the senders, and none of the files behind it
        from("seda:media?size=1&concurrentConsumers={{ingest.parallelism}}&exceptionHandler=#quiet&pollTimeout=100")
                .routeId("media")
                .routePolicy(policies)
                .process(jobs::find)
                .to("cielo24:addMedia?createJob=true&language={{ingest.language}}&checksum={{ingest.checksum}}"
                        + "&allowDuplicate={{ingest.allow-duplicate}}");
    }

    private FileEndpoint inbox() {
        bindToRegistry("quiet", new LoggingExceptionHandler(getContext(), getClass(), LoggingLevel.DEBUG));
        FileEndpoint endpoint = (FileEndpoint)
                endpoint("file:inbox?recursive=true&autoCreate=false&filter=#media&processStrategy=#filing"
                        + "&pollStrategy=#filing&initialDelay=0&greedy=true&maxMessagesPerPoll=1000"
                        + "&exceptionHandler=#quiet&delay=" + poll);
        // not in the URI: a folder's name may have characters that mean something there
        endpoint.setFile(folder);
        endpoint.getConfiguration().setDirectory(folder.getPath());
        return endpoint;
    }
}
