package com.cielo24.camel;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.ReceivedMedia;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An outage of five minutes, for each kind of consumer: one request a minute, and everything is added afterwards. */
class OutageConsumersTest extends Outage {

    private static final int MANY = 40;

    private final Queue<Integer> deliveries = new ConcurrentLinkedQueue<>();

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

    @Test
    void movesNoFileToTheFailedOnes() throws Exception {
        breakService();
        List<String> jobs = write(MANY);
        start(inbox("&moveFailed=../failed"));
        awaitPause("inbox");
        spendFiveMinutes();
        recover(jobs);
    }

    /** What the consumer has passed on already waits as well. */
    @Test
    void holdsUpTheFilesInAThreadPool() throws Exception {
        breakService();
        List<String> jobs = write(MANY);
        start(inbox("", route -> route.threads(8, 8).to("cielo24:addMedia")));
        awaitPause("inbox");
        spendFiveMinutes();
        recover(jobs);
        await().until(() -> files(inbox()) == 0);
    }

    @Test
    void pausesASedaQueue() throws Exception {
        breakService();
        start(route("queue", "seda:recordings?concurrentConsumers=8&pollTimeout=20", route -> {
            route.onException(Exception.class).to("mock:failed");
            route.to("cielo24:addMedia");
        }));
        List<String> jobs = send("seda:recordings", MANY);
        awaitPause("queue");
        spendFiveMinutes();
        recover(jobs);
        assertThat(context.getEndpoint("mock:failed", MockEndpoint.class).getReceivedCounter())
                .isZero();
    }

    /** Camel would stop it instead, and then it could not acknowledge what waits. */
    @Test
    void leavesAConsumerRunningThatCannotBeSuspended() throws Exception {
        breakService();
        context.addEndpoint("unsuspendable", new Unsuspendable());
        start(route("other", "unsuspendable", route -> route.to("cielo24:addMedia")));
        String job = Cielo24Simulator.newJobId();
        DefaultConsumer consumer = (DefaultConsumer) consumer("other");
        Exchange exchange = consumer.createExchange(false);
        exchange.getMessage().setBody(new byte[10]);
        exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, job);
        CompletableFuture<Void> done =
                CompletableFuture.runAsync(() -> consumer.getAsyncProcessor().process(exchange, doneSync -> {}));
        passUntil(() -> isPaused("other"));
        await().during(Duration.ofMillis(200)).until(consumer::isStarted);
        service.faults().clear();
        pass(MINUTE);
        done.get();
        assertThat(service.media(job)).isPresent();
    }

    private static final class Unsuspendable extends DefaultEndpoint {

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor);
        }

        @Override
        protected String createEndpointUri() {
            return "unsuspendable";
        }
    }

    /** The request whose call is repeated is answered after the pause, others at once. */
    @Test
    void refusesRequestsToAWebServer() throws Exception {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(0);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        context.addService(server);
        breakService();
        start(route("web", "platform-http:/media", route -> route.setHeader(Cielo24Constants.JOB_ID)
                .method(Cielo24Simulator.class, "newJobId")
                .to("cielo24:addMedia")
                .removeHeaders("*")));
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getServer().actualPort() + "/media"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[10]))
                .build();
        CompletableFuture<HttpResponse<Void>> first = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        awaitPause("web");
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(503);
        service.faults().clear();
        pass(MINUTE);
        assertThat(first.get().statusCode()).isEqualTo(200);
        await().until(() ->
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
    }

    /** Of eight consumers only three have a message when the pause begins. The others still wait for one. */
    @Test
    void pausesAQueueOfABrokerAndRejectsNoMessage() throws Exception {
        try (Broker broker = new Broker()) {
            breakService();
            start(queue(broker));
            List<String> jobs = new ArrayList<>(send("jms:recordings", policy.getFailureThreshold()));
            passUntil(() -> isPaused("queue"));
            jobs.addAll(send("jms:recordings", MANY));
            spendFiveMinutes();
            recover(jobs);
            await().until(() -> broker.messages() == 0);
            assertThat(deliveries).hasSize(jobs.size()).containsOnly(1);
        }
    }

    @Test
    void givesMessagesBackToTheBrokerWhenTheRouteIsStopped() throws Exception {
        try (Broker broker = new Broker()) {
            breakService();
            start(queue(broker));
            List<String> jobs = send("jms:recordings", MANY);
            passUntil(() -> isPaused("queue"));
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
        context.addComponent("jms", jms);
        return route("queue", "jms:recordings?concurrentConsumers=8", route -> route.process(exchange -> deliveries.add(
                        exchange.getMessage(JmsMessage.class).getJmsMessage().getIntProperty("JMSXDeliveryCount")))
                .setHeader(Cielo24Constants.JOB_ID)
                .header("jobId")
                .to("cielo24:addMedia"));
    }

    /** Gives out a message twice: the stop of a route costs one delivery, a pause none. */
    private final class Broker implements AutoCloseable {

        private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

        Broker() throws Exception {
            broker.setConfiguration(new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .addAcceptorConfiguration("vm", "vm://7")
                    .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(2)));
            broker.start();
        }

        ActiveMQConnectionFactory connections() {
            return new ActiveMQConnectionFactory("vm://7");
        }

        long messages() {
            return broker.getActiveMQServer().locateQueue("recordings").getMessageCount();
        }

        @Override
        public void close() throws Exception {
            context.stop();
            broker.stop();
        }
    }

    private List<String> send(String queue, int messages) throws Exception {
        List<String> jobs = IntStream.range(0, messages)
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
