package com.cielo24.examples.watch;

import java.nio.file.Path;
import java.time.Duration;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.examples.support.Settings;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.LoggingExceptionHandler;

/**
 * The way of a file: inbox, a bounded queue, {@code cielo24:addMedia}, and the folder where it ends.
 */
final class WatchRoute extends RouteBuilder {

    private final Path folder;
    private final Inbox inbox;
    private final Outcomes outcomes;
    /** Milliseconds between two looks into the inbox. */
    private final long poll;

    private final Duration backoff;
    private final Duration longestBackoff;
    private final RoutePolicy[] policies;

    /**
     * @param folder the inbox
     * @param policy what pauses the route, or {@code null}
     */
    WatchRoute(Path folder, Inbox inbox, Outcomes outcomes, Settings settings, RoutePolicy policy) {
        this.folder = folder;
        this.inbox = inbox;
        this.outcomes = outcomes;
        this.poll =
                Math.min(500, Math.max(20, settings.duration("ingest.settle").toMillis() / 20));
        this.backoff = settings.duration("ingest.backoff");
        this.longestBackoff = settings.duration("ingest.backoff.max");
        this.policies = policy == null ? new RoutePolicy[0] : new RoutePolicy[] {policy};
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().allowRedeliveryWhileStopping(false).logExhausted(false));
        onException(Cielo24Exception.class)
                .onWhen(outcomes::isWorthRepeating)
                .onExceptionOccurred(outcomes::failed)
                .maximumRedeliveries("{{ingest.retries}}")
                .redeliveryDelay(backoff.toMillis())
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(longestBackoff.toMillis())
                .handled(true)
                .process(outcomes::notAdded);
        onException(Cielo24Exception.class).maximumRedeliveries(0).handled(true).process(outcomes::notAdded);
        onException(Exception.class)
                .onWhen(WatchRoute::isUnexpected)
                .handled(true)
                .process(outcomes::notAdded);

        from(inbox()).routeId("inbox").to("seda:media?size=1&blockWhenFull=true");

        // a large file holds one of the senders, and none of the files behind it
        from("seda:media?size=1&concurrentConsumers={{ingest.parallelism}}&exceptionHandler=#quiet&pollTimeout=100")
                .routeId("media")
                .routePolicy(policies)
                .process(outcomes::take)
                .to("cielo24:addMedia?createJob=true&language={{ingest.language}}&checksum={{ingest.checksum}}"
                        + "&allowDuplicate={{ingest.allow-duplicate}}")
                .process(outcomes::added);
    }

    /** A cause of ours is as near to {@code Exception} as ours is to its own clause. */
    private static boolean isUnexpected(Exchange exchange) {
        return !(exchange.getProperty(Exchange.EXCEPTION_CAUGHT) instanceof Cielo24Exception);
    }

    /** Camel neither moves a file nor remembers it ({@code noop}, {@code idempotent}): {@link Filing} does. */
    private FileEndpoint inbox() {
        bindToRegistry("inbox", inbox);
        bindToRegistry("quiet", new LoggingExceptionHandler(getContext(), getClass(), LoggingLevel.DEBUG));
        FileEndpoint endpoint =
                (FileEndpoint) endpoint("file:inbox?recursive=true&autoCreate=false&noop=true&idempotent=false"
                        + "&initialDelay=0&delay=" + poll
                        + "&greedy=true&maxMessagesPerPoll=1000&filter=#inbox&pollStrategy=#inbox"
                        + "&exceptionHandler=#quiet");
        // not in the URI: a folder's name may have characters that mean something there
        endpoint.setFile(folder.toFile());
        endpoint.getConfiguration().setDirectory(folder.toString());
        return endpoint;
    }
}
