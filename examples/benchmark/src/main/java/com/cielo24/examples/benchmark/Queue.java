package com.cielo24.examples.benchmark;

import java.net.ServerSocket;
import java.util.List;

import com.cielo24.examples.queue.MessageQueue;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/**
 * A process that takes messages from a queue of a broker to another, whose name has {@code .added} behind: the worker of the
 * message queue, or a bare route.
 */
record Queue(String name, String queue, Child program, ActiveMQSession session) implements Turns.Contestant {

    /** That of the bare route. */
    static final String BARE = "bare";

    static final int CONSUMERS = 8;

    static void measure(Lab lab, Report report) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String url = "tcp://127.0.0.1:" + port;
        // in the short form the broker's process is the worker, too
        Child broker = start(lab, lab.amount(0, CONSUMERS), "broker.port=" + port);
        Child worker = lab.brief() ? broker : start(lab, CONSUMERS, "broker.url=" + url);
        Child bare = lab.sender(BARE, Sender.Way.JMS, url, Lab.JDK).child();
        try (ActiveMQConnection connection =
                (ActiveMQConnection) new ActiveMQConnectionFactory(url).createConnection()) {
            ActiveMQSession session = (ActiveMQSession) connection.createSession(Session.SESSION_TRANSACTED);
            List<Queue> contestants = List.of(
                    new Queue("worker", "cielo24.media", worker, session),
                    new Queue("bare jms to jms", BARE, bare, session));
            Turns turns = Turns.take(lab, contestants, new Turns.Work(null, CONSUMERS, lab.amount(2_500, 1), 0));
            report.add(turns.row("Messages a second, queue to queue, 8 consumers", Turns.Round::perSecond)
                    .atLeastTimes(0.5, "at least half; an earlier build 473 beside 2 007"));
            report.add(turns.row(
                    "Messages, queue to queue, 8 consumers: CPU ms each",
                    round -> round.cpuNanos() / 1e6 / round.count()));
        }
    }

    private static Child start(Lab lab, int consumers, String broker) throws Exception {
        Child program = lab.example(
                MessageQueue.class,
                "Taking messages",
                lab.receiver("http").greeting(),
                "ingest.folder=" + lab.folder().resolve("queue-" + consumers),
                "ingest.consumers=" + consumers,
                broker);
        // a line for each message
        program.forgetLines();
        return program;
    }

    /** From the moment when all messages are on the queue to that when the last has arrived on the other. */
    @Override
    public Turns.Round run(Turns.Work work) throws Exception {
        long messages = work.senders() * work.each();
        long before = arrived();
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (int i = 0; i < messages; i++) {
                String job = Lab.job(i);
                producer.send(session.createTextMessage(
                        "{\"jobId\": \"" + job + "\", \"mediaUrl\": \"https://x.example/" + job + ".mp4\"}"));
            }
        }
        session.commit();
        long cpu = Child.cpuNanos(program.process().info());
        long start = System.nanoTime();
        long already = arrived() - before;
        while (arrived() - before < messages) {
            Thread.sleep(20);
        }
        return new Turns.Round(
                System.nanoTime() - start, Child.cpuNanos(program.process().info()) - cpu, messages - already);
    }

    private long arrived() throws Exception {
        SimpleString added = SimpleString.of(queue + ".added");
        return session.getCoreSession().queueQuery(added).getMessageCount();
    }
}
