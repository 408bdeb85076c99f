package com.cielo24.examples.watch;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.examples.outcome.AddMediaRedelivery;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;

/**
 * The way of a file: inbox, a bounded hand-off, {@code cielo24:addMedia}, and the folder where it ends.
 */
final class WatchRoutes extends RouteBuilder {

    /** Asks about a job, with the same patience as everything else. */
    static final String JOB_INFO = "direct:job-info";

    private final WatchSettings settings;
    private final SettledFilter settled;
    private final AddMediaRedelivery redelivery;
    private final Intake intake;
    private final FileJobs jobs;
    private final Outcomes outcomes;
    private final Runnable whenIdle;

    /**
     * @param whenIdle what to do when a poll finds nothing to take; {@code null} to go on watching
     */
    WatchRoutes(
            WatchSettings settings,
            SettledFilter settled,
            AddMediaRedelivery redelivery,
            Intake intake,
            FileJobs jobs,
            Outcomes outcomes,
            Runnable whenIdle) {
        this.settings = settings;
        this.settled = settled;
        this.redelivery = redelivery;
        this.intake = intake;
        this.jobs = jobs;
        this.outcomes = outcomes;
        this.whenIdle = whenIdle;
    }

    @Override
    public void configure() {
        bindToRegistry("addMediaRedelivery", redelivery.policy());
        bindToRegistry("stopped", new Stopped(outcomes));

        onException(Cielo24Exception.class)
                .onWhen(AddMediaRedelivery::isRetryable)
                .redeliveryPolicyRef("addMediaRedelivery")
                .onExceptionOccurred(outcomes::failedAttempt)
                .handled(true)
                .process(outcomes::notAdded);
        onException(Exception.class).handled(true).process(outcomes::notAdded);

        from(inbox())
                .routeId("inbox")
                .filter(body().isNull())
                .process(exchange -> whenIdle.run())
                .stop()
                .end()
                // bounds what is in memory; a large file holds one of the senders, and not the files behind it
                .to("seda:media?size=1&blockWhenFull=true");

        from("seda:media?size=1&pollTimeout=100&exceptionHandler=#stopped&concurrentConsumers="
                        + settings.parallelism())
                .routeId("media")
                .process(intake::take)
                .process(jobs::provide)
                .to("cielo24:addMedia?checksum=" + settings.checksum() + "&allowDuplicate=" + settings.duplicates())
                .process(outcomes::added);

        from(JOB_INFO)
                .routeId("job-info")
                .onException(Cielo24Exception.class)
                .onWhen(AddMediaRedelivery::isRetryable)
                .redeliveryPolicyRef("addMediaRedelivery")
                .handled(false)
                .end()
                .onException(Exception.class)
                .handled(false)
                .end()
                .to("cielo24:jobInfo");
    }

    /**
     * Camel keeps a file out of further polls while it is under way. It neither moves nor remembers it ({@code noop},
     * {@code idempotent}): that is done by {@link Filing}, which survives a crash.
     */
    private FileEndpoint inbox() {
        FileEndpoint inbox = (FileEndpoint) endpoint("file:inbox?recursive=true&autoCreate=false&noop=true"
                + "&idempotent=false&initialDelay=0&delay=" + settings.poll().toMillis()
                + "&maxMessagesPerPoll=1000&sendEmptyMessageWhenIdle=" + (whenIdle != null));
        // not in the URI: a folder's name may have characters that mean something there
        inbox.setFile(settings.folders().inbox().toFile());
        inbox.getConfiguration().setDirectory(settings.folders().inbox().toString());
        inbox.setFilter(settled);
        inbox.setInProgressRepository(new UnderWay());
        return inbox;
    }
}
