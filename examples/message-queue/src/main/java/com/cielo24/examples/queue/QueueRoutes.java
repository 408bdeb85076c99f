package com.cielo24.examples.queue;

import org.apache.camel.builder.RouteBuilder;

/**
 * The way of a message: queue, {@code cielo24:addMedia}, and the queue where it ends. Camel retries nothing here: the
 * broker does, so that a message that waits holds no worker.
 */
final class QueueRoutes extends RouteBuilder {

    private final QueueSettings settings;
    private final Intake intake;
    private final Outcomes outcomes;

    QueueRoutes(QueueSettings settings, Intake intake, Outcomes outcomes) {
        this.settings = settings;
        this.intake = intake;
        this.outcomes = outcomes;
    }

    @Override
    public void configure() {
        onException(Exception.class).handled(true).process(outcomes::notAdded);

        from("jms:queue:" + settings.queue())
                .routeId("media")
                .process(intake::take)
                .to("cielo24:addMedia?checksum=" + settings.checksum())
                .process(outcomes::added);
    }
}
