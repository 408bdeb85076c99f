package com.cielo24.camel;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.ReceivedMedia;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An outage of five minutes, for each kind of consumer: one request a minute, and everything is added afterwards. */
class OutageConsumersTest extends Outage {

    private static final int MANY = 40;

    @Test
    void pausesAFolder() throws Exception {
        breakService();
        List<String> jobs = write(MANY);
        start(inbox(""));
        awaitPause("inbox");
        spendFiveMinutes();
        assertThat(service.requestCount()).isEqualTo(8);
        recover(jobs);
        assertThat(files(inbox())).isZero();
    }

    /** Only what failed before the pause was moved, as no call was tried too often. */
    @Test
    void movesNoFileToTheFailedOnesDuringThePause() throws Exception {
        breakService();
        write(MANY);
        start(inbox("&moveFailed=../failed"));
        awaitPause("inbox");
        spendFiveMinutes();
        assertThat(files(folder.resolve("failed"))).isEqualTo(policy.getFailureThreshold() - 1);
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> files(inbox()) == 0);
        assertThat(service.media()).hasSize(MANY - policy.getFailureThreshold() + 1);
    }

    /** What the consumer has passed on already waits as well. */
    @Test
    void holdsUpTheFilesInAThreadPool() throws Exception {
        breakService();
        List<String> jobs = write(MANY);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox() + "?initialDelay=0&delay=10")
                        .routeId("inbox")
                        .routePolicy(policy)
                        .setHeader(Cielo24Constants.JOB_ID, simple("${file:onlyname.noext}"))
                        .threads(8, 8)
                        .to("cielo24:addMedia");
            }
        });
        awaitPause("inbox");
        spendFiveMinutes();
        recover(jobs);
        await().until(() -> files(inbox()) == 0);
    }

    @Test
    void pausesASedaQueue() throws Exception {
        breakService();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).to("mock:failed");
                from("seda:recordings?concurrentConsumers=8&pollTimeout=20")
                        .routeId("queue")
                        .routePolicy(policy)
                        .to("cielo24:addMedia");
            }
        });
        List<String> jobs = send("seda:recordings");
        awaitPause("queue");
        spendFiveMinutes();
        int failed = context.getEndpoint("mock:failed", org.apache.camel.component.mock.MockEndpoint.class)
                .getReceivedCounter();
        assertThat(failed).isEqualTo(policy.getFailureThreshold() - 1);
        service.faults().clear();
        pass(MINUTE);
        await().until(() -> service.media().size() == jobs.size() - failed);
    }

    @Test
    void pausesAQueueOfABroker() throws Exception {
        try (Broker broker = new Broker()) {
            breakService();
            start(queue(broker));
            List<String> jobs = send("jms:recordings");
            awaitPause("queue");
            spendFiveMinutes();
            recover(jobs);
            await().until(() -> broker.messages() == 0);
            assertThat(broker.killed()).isZero();
        }
    }

    @Test
    void givesMessagesBackToTheBrokerWhenTheRouteIsStopped() throws Exception {
        try (Broker broker = new Broker()) {
            breakService();
            start(queue(broker));
            List<String> jobs = send("jms:recordings");
            awaitPause("queue");
            await().during(Duration.ofMillis(300)).until(() -> true);
            long requests = service.requestCount();
            context.getRouteController().stopRoute("queue");
            assertThat(broker.messages()).isEqualTo(jobs.size());
            assertThat(service.requestCount()).isEqualTo(requests);
            service.faults().clear();
            context.getRouteController().startRoute("queue");
            await().until(() -> service.media().size() == jobs.size());
        }
    }

    private RouteBuilder queue(Broker broker) {
        JmsComponent jms = JmsComponent.jmsComponent(broker.connections());
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        context.addComponent("jms", jms);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:recordings?concurrentConsumers=8&receiveTimeout=100")
                        .routeId("queue")
                        .routePolicy(policy)
                        .setHeader(Cielo24Constants.JOB_ID, header("jobId"))
                        .to("cielo24:addMedia");
            }
        };
    }

    /**
     * Takes back a message as often as is possible: two failures before the pause, one rejection by each of the eight
     * consumers in the moment in which they are suspended, and the stop of the route. Then it kills the message.
     */
    private final class Broker implements AutoCloseable {

        private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

        Broker() throws Exception {
            broker.setConfiguration(new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .addAcceptorConfiguration("vm", "vm://7")
                    .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(12)));
            broker.start();
        }

        ActiveMQConnectionFactory connections() {
            return new ActiveMQConnectionFactory("vm://7");
        }

        long messages() {
            return broker.getActiveMQServer().locateQueue("recordings").getMessageCount();
        }

        long killed() {
            return broker.getActiveMQServer().locateQueue("recordings").getMessagesKilled();
        }

        @Override
        public void close() throws Exception {
            context.stop();
            broker.stop();
        }
    }

    private List<String> send(String queue) throws Exception {
        List<String> jobs = IntStream.range(0, MANY)
                .mapToObj(i -> Cielo24Simulator.newJobId())
                .toList();
        try (ProducerTemplate template = context.createProducerTemplate()) {
            for (String job : jobs) {
                template.send(queue, exchange -> {
                    exchange.getMessage().setBody("https://media.example.com/" + job + ".mp4");
                    exchange.getMessage().setHeader("jobId", job);
                    exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, job);
                });
            }
        }
        return jobs;
    }

    private void recover(List<String> jobs) {
        service.faults().clear();
        pass(MINUTE);
        await().atMost(Duration.ofSeconds(60)).until(() -> service.media().size() == jobs.size());
        assertThat(service.media()).extracting(ReceivedMedia::jobId).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(policy.getPausedRoutes()).isEmpty();
        assertThat(Files.exists(folder.resolve("failed"))).isFalse();
    }
}
