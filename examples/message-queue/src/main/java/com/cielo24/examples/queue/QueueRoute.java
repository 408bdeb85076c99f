package com.cielo24.examples.queue;

import java.nio.file.Path;

import com.cielo24.camel.MediaFolder;
import com.cielo24.camel.MessageFiling;
import com.cielo24.client.Cielo24InvalidRequestException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultMessage;

/**
 * The way of a message: queue, {@code cielo24:addMedia}, and the queue where it ends, in one transaction of the broker.
 * A message that may succeed later is sent back to its queue with a delay, so that it does not occupy a consumer.
 */
final class QueueRoute extends RouteBuilder {

    private final MediaFolder mediaRoot;
    private final MessageFiling filing;

    QueueRoute(Path mediaRoot, MessageFiling filing) {
        this.mediaRoot = new MediaFolder(mediaRoot);
        this.filing = filing;
    }

    @Override
    public void configure() {
        // as it was received, with the headers as its properties
        String original = "messageConverter=#original&priority=${header.JMSPriority}";

        onException(Exception.class)
                // what was added is not sent on: its transaction is rolled back, and the ledger knows of it
                .onWhen(MessageFiling::isIncomplete)
                .handled(true)
                .useOriginalMessage()
                .process(filing)
                .process(Outcomes::notAdded)
                .choice()
                .when(exchangeProperty(MessageFiling.OUTCOME).isEqualTo(MessageFiling.LATER))
                .toD("jms:queue:{{ingest.queue}}?deliveryDelay=${exchangeProperty.CamelCielo24Delay}&" + original)
                .otherwise()
                .toD("jms:queue:{{ingest.queue}}.${exchangeProperty.CamelCielo24Outcome}?" + original);

        from("jms:queue:{{ingest.queue}}?concurrentConsumers={{ingest.consumers}}&disableReplyTo=true")
                .routeId("media")
                .routePolicyRef("outage")
                .process(this::take)
                .filter(header(Exchange.FILE_NAME).isNotNull())
                .process(mediaRoot)
                .end()
                .to("cielo24:addMedia?createJob=true&checksum={{ingest.checksum}}")
                .process(Outcomes::added)
                .to("jms:queue:{{ingest.queue}}.added");
    }

    private void take(Exchange exchange) throws JMSException, Cielo24InvalidRequestException {
        MediaRequest request = MediaRequest.of(exchange.getMessage().getBody(Message.class));
        exchange.setProperty(Outcomes.REQUEST, request);
        request.check();
        // without the sender's properties, which are not to reach the component
        exchange.setMessage(new DefaultMessage(exchange));
        exchange.getMessage().setHeaders(request.headers());
    }
}
