package com.cielo24.examples.queue;

import java.nio.file.Path;

import com.cielo24.camel.MediaFolder;
import com.cielo24.client.Cielo24InvalidRequestException;
import jakarta.jms.JMSException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.DefaultMessage;

/**
 * The way of a message: queue, {@code cielo24:addMedia}, and the queue where it ends, in one transaction of the broker.
 * A message that may succeed later is sent back to its queue with a delay, so that it does not occupy a consumer.
 */
final class QueueRoute extends RouteBuilder {

    private final MediaFolder mediaRoot;
    private final Outcomes outcomes;

    QueueRoute(Path mediaRoot, Outcomes outcomes) {
        this.mediaRoot = new MediaFolder(mediaRoot);
        this.outcomes = outcomes;
    }

    @Override
    public void configure() {
        // as it was received, with the headers as its properties
        String original = "messageConverter=#original&priority=${header.JMSPriority}";

        onException(Exception.class)
                .onWhen(outcomes::mayBeAddedLater)
                .handled(true)
                .process(outcomes::later)
                .toD("jms:queue:{{ingest.queue}}?deliveryDelay=${exchangeProperty.ingestDelay}&" + original);

        // after the outcome is decided, a failure is one of the broker: its transaction is rolled back
        onException(Exception.class)
                .onWhen(exchangeProperty(Outcomes.OUTCOME).isNull())
                .handled(true)
                .process(outcomes::notAdded)
                .toD("jms:queue:{{ingest.queue}}.${exchangeProperty.ingestOutcome}?" + original);

        from("jms:queue:{{ingest.queue}}?concurrentConsumers={{ingest.consumers}}&disableReplyTo=true")
                .routeId("media")
                .routePolicyRef("outage")
                .process(this::take)
                .filter(header(Exchange.FILE_NAME).isNotNull())
                .process(mediaRoot)
                .end()
                .to("cielo24:addMedia?createJob=true&checksum={{ingest.checksum}}")
                .process(outcomes::added)
                .to("jms:queue:{{ingest.queue}}.added");
    }

    private void take(Exchange exchange) throws JMSException, Cielo24InvalidRequestException {
        JmsMessage received = exchange.getMessage(JmsMessage.class);
        exchange.setProperty(Outcomes.RECEIVED, received);
        MediaRequest request = MediaRequest.of(received.getJmsMessage());
        exchange.setProperty(Outcomes.REQUEST, request);
        request.check();
        // without the sender's properties, which are not to reach the component
        exchange.setMessage(new DefaultMessage(exchange));
        exchange.getMessage().setHeaders(request.headers());
    }
}
