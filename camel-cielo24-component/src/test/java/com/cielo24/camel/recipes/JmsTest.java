package com.cielo24.camel.recipes;

import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A message on a queue adds its media to its job, in the transaction that takes the message. */
class JmsTest extends JmsRecipe {

    @BeforeEach
    void startRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:recordings")
                        .setHeader(Cielo24Constants.JOB_ID, header("jobId"))
                        .to("cielo24:addMedia")
                        .setHeader("taskId", header(Cielo24Constants.TASK_ID))
                        .to("jms:added");
            }
        });
        context.start();
    }

    @Test
    void addsTheBytesOfAMessage() throws Exception {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[100_000]);
        send(message, Map.of("jobId", JOB));
        Message added = added();
        ReceivedMedia media = service.media(JOB).orElseThrow();
        assertThat(media.bytes()).isEqualTo(100_000);
        assertThat(added.getStringProperty("taskId")).isEqualTo(media.taskId());
        assertThat(added.getStringProperty("jobId")).isEqualTo(JOB);
    }

    @Test
    void addsTheUrlInATextMessage() throws Exception {
        send(session.createTextMessage("https://media.example.com/a.mp4\n"), Map.of("jobId", JOB));
        added();
        assertThat(service.media(JOB).orElseThrow().mediaUrl()).isEqualTo("https://media.example.com/a.mp4");
    }

    @Test
    void addsTheBytesOfAStreamMessage() throws Exception {
        StreamMessage message = session.createStreamMessage();
        message.writeBytes(new byte[1000]);
        message.writeBytes(new byte[500]);
        send(message, Map.of("jobId", JOB));
        added();
        assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(1500);
    }

    @Test
    void takesAMessageAgainWhereTheServiceDidNotGetIt() throws Exception {
        service.faults().next(Fault.status(503), 2);
        send(session.createTextMessage("https://media.example.com/a.mp4"), Map.of("jobId", JOB));
        added();
        assertThat(service.requestCount()).isEqualTo(3);
        assertThat(service.media(JOB)).isPresent();
    }

    /** Why the route maps names: camel-jms takes no header that starts with Camel, in either direction. */
    @Test
    void losesHeadersOfCamelOnTheWay() throws Exception {
        send(session.createTextMessage("https://media.example.com/a.mp4"), Map.of(Cielo24Constants.JOB_ID, JOB));
        await().until(() -> broker.getActiveMQServer().locateQueue("recordings").getMessagesKilled() == 1);
        assertThat(service.media()).isEmpty();

        template.sendBodyAndHeader("jms:elsewhere", "https://media.example.com/a.mp4", Cielo24Constants.JOB_ID, JOB);
        assertThat(receive("elsewhere").propertyExists(Cielo24Constants.JOB_ID)).isFalse();
    }

    private void send(Message message, Map<String, String> names) throws JMSException {
        for (Map.Entry<String, String> name : names.entrySet()) {
            message.setStringProperty(name.getKey(), name.getValue());
        }
        send(message);
    }

    private Message added() throws JMSException {
        return receive("added");
    }
}
