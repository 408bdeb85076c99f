package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.queue.MessageQueue;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.jms.connection.CachingConnectionFactory;

/** Messages a second of the message queue's worker, beside those of a bare route, both from queue to queue. */
public final class Queue {

    private static final String WORKER = "cielo24.media";
    private static final String BARE = "bare";
    private static final String READY = "ready";
    private static final int CONSUMERS = 8;

    private Queue() {}

    @SuppressWarnings("try") // broker and worker only have to run
    static void measure(Lab lab, Report report) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String url = "tcp://127.0.0.1:" + port;
        try (Lab.Service receiver = lab.receiver();
                Child broker = start(lab, receiver, 0, "-Dbroker.port=" + port);
                Child worker = start(lab, receiver, CONSUMERS, "-Dbroker.url=" + url);
                Child bare = lab.java(Lab.JDK, Queue.class, List.of(), url);
                ServerLocator locator = ActiveMQClient.createServerLocator(url);
                ClientSession session = locator.createSessionFactory().createSession()) {
            bare.await(READY::equals);
            Map<String, List<Double>> rates = new LinkedHashMap<>();
            for (int i = -lab.warmups(); i < lab.rounds(); i++) {
                for (String queue : List.of(WORKER, BARE)) {
                    double rate = send(session, queue, lab.amount(8_000, 50));
                    if (i >= 0) {
                        rates.computeIfAbsent(queue, name -> new ArrayList<>()).add(rate);
                    }
                }
            }
            Spread beside = Spread.of(rates.get(BARE));
            report.add(Row.of("Messages a second, queue to queue, 8 consumers", Spread.of(rates.get(WORKER)))
                    .beside(Map.of("bare jms to jms", beside))
                    .atLeast(beside.median() / 2, "at least half; 0.1.0: 473 beside 2 007"));
        }
    }

    private static Child start(Lab lab, Lab.Service service, int consumers, String broker) throws IOException {
        Child program = lab.java(
                Lab.JDK,
                MessageQueue.class,
                List.of(
                        "-Dcamel.component.cielo24.base-url=" + service.baseUrl(),
                        "-Dcamel.component.cielo24.api-token=" + Routes.TOKEN,
                        "-Dcamel.main.jmx-enabled=false",
                        "-Dingest.folder=" + lab.folder().resolve("queue-" + consumers),
                        "-Dingest.consumers=" + consumers,
                        "-Dingest.http.port=off",
                        broker));
        program.await(line -> line.contains("Taking messages"));
        return program;
    }

    /** From the moment when all of them are on the queue to that when the last has arrived on the other. */
    private static double send(ClientSession session, String queue, int messages) throws Exception {
        long before = arrived(session, queue);
        try (ClientProducer producer = session.createProducer(queue)) {
            for (int i = 0; i < messages; i++) {
                String job = "%016x%016x".formatted(System.nanoTime(), i);
                ClientMessage message = session.createMessage(Message.TEXT_TYPE, true);
                message.getBodyBuffer()
                        .writeNullableSimpleString(SimpleString.of(
                                "{\"jobId\": \"" + job + "\", \"mediaUrl\": \"https://x.example/" + job + ".mp4\"}"));
                producer.send(message);
            }
        }
        long start = System.nanoTime();
        long already = arrived(session, queue) - before;
        while (arrived(session, queue) - before < messages) {
            Thread.sleep(20);
        }
        return (messages - already) / ((System.nanoTime() - start) / 1e9);
    }

    private static long arrived(ClientSession session, String queue) throws Exception {
        return session.queueQuery(SimpleString.of(queue + ".added")).getMessageCount();
    }

    /**
     * The bare route.
     *
     * @param arguments the broker's URL
     */
    public static void main(String[] arguments) throws Exception {
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(arguments[0]);
        artemis.setConsumerWindowSize(0);
        artemis.setCacheDestinations(true);
        CachingConnectionFactory connections = new CachingConnectionFactory(artemis);
        connections.setCacheConsumers(false);
        JmsComponent jms = JmsComponent.jmsComponent(connections);
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("jms", jms);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("jms:queue:" + BARE + "?concurrentConsumers=" + CONSUMERS)
                            .to("jms:queue:" + BARE + ".added");
                }
            });
            context.start();
            System.out.println(READY);
            while (System.in.read() != -1) {
                // the one who started us is still there
                continue;
            }
        }
    }
}
