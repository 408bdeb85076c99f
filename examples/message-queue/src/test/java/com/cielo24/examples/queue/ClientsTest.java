package com.cielo24.examples.queue;

import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import com.cielo24.simulator.Fault;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.message.JmsMessage;
import org.junit.jupiter.api.Test;

import static com.cielo24.examples.queue.RunningQueue.newJob;
import static com.cielo24.examples.queue.RunningQueue.url;
import static org.assertj.core.api.Assertions.assertThat;

/** Senders that do not speak JMS: AMQP and STOMP have properties that JMS does not allow. */
class ClientsTest extends SharedQueue {

    private final String job = newJob();

    @Test
    void addsWhatAStompClientSends() throws Exception {
        stomp("content-length:" + url(job).length() + "\n", url(job));

        queue.take(".added");
        assertThat(queue.service.media(job)).isPresent();
    }

    @Test
    void failsABadMessageOfAStompClientOnceAndWithAReason() throws Exception {
        stomp("content-length:4\nx-trace-id:7\n", "what");

        Message failed = queue.take(".failed");
        assertThat(failed.getStringProperty("cielo24Reason")).contains("not a JSON object");
        assertThat(failed.getStringProperty("x_HYPHEN_trace_HYPHEN_id")).isEqualTo("7");
        assertThat(queue.mailbox().lastBytes()).isEqualTo("what".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sendsBackAMessageOfAStompClientWhoseJobIsBusy() throws Exception {
        queue.service.faults().forJob(job, new Fault.AnswerLate(Duration.ofSeconds(1)), 1);
        stomp("content-length:" + url(job).length() + "\n", url(job));
        String other = url(job).replace(".mp4", "-other.mp4");
        stomp("content-length:" + other.length() + "\n", other);

        queue.take(".added");
        Message failed = queue.take(".failed");
        assertThat(failed).isInstanceOf(BytesMessage.class);
        assertThat(failed.getStringProperty("cielo24Reason")).contains("has other media");
    }

    @Test
    void sendsBackAMessageOfAnAmqpClientAndFailsAnotherOnce() throws Exception {
        queue.service.faults().forJob(job, Fault.status(503), 2);
        amqp(url(job));
        assertThat(queue.takeAdded().get("attempt").asInt()).isEqualTo(3);

        amqp("what");
        Message failed = queue.take(".failed");
        assertThat(((TextMessage) failed).getText()).isEqualTo("what");
        assertThat(failed.getStringProperty("x_HYPHEN_trace_HYPHEN_id")).isEqualTo("trace");
        assertThat(failed.getStringProperty("uuid")).isEqualTo(new UUID(1, 2).toString());
        assertThat(failed.getStringProperty("cielo24Reason")).contains("not a JSON object");
    }

    @Test
    void failsAMessageOfAnAmqpClientThatExpires() throws Exception {
        try (Connection connection = new JmsConnectionFactory(amqpUrl()).createConnection()) {
            Session session = connection.createSession();
            Message message = session.createTextMessage(url(job));
            session.createProducer(session.createQueue(Mailbox.QUEUE)).send(message, 2, 4, 1);
        }

        assertThat(queue.takeReason(".failed")).contains("expired before a worker took it");
    }

    @Test
    void refusesAWebPageOfABrowser() throws Exception {
        CompletableFuture<Object> end = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", "https://attacker.example")
                .subprotocols("v12.stomp")
                .buildAsync(URI.create("ws://127.0.0.1:" + queue.port + "/"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
                        end.complete(status);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket webSocket, Throwable error) {
                        end.complete(error);
                    }
                })
                .join();
        String frames = "CONNECT\naccept-version:1.2\nhost:x\n\n\0SEND\ndestination:" + Mailbox.QUEUE + "\n\n"
                + url(job) + "\0";
        // each character for itself: what is refused must be every frame, not long ones
        for (int i = 0; i < frames.length() && !end.isDone(); i++) {
            socket.sendText(frames.substring(i, i + 1), true)
                    .exceptionally(e -> null)
                    .join();
        }
        assertThat(end).succeedsWithin(RunningQueue.PATIENCE);

        try (Socket http = new Socket("127.0.0.1", queue.port)) {
            http.getOutputStream()
                    .write(("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + frames.length() + "\r\n\r\n" + frames)
                            .getBytes(StandardCharsets.UTF_8));
            assertThat(new String(http.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("CONNECTED");
        }
        assertThat(queue.service.media(job)).isEmpty();
    }

    private void amqp(String text) throws Exception {
        try (Connection connection = new JmsConnectionFactory(amqpUrl()).createConnection()) {
            Session session = connection.createSession();
            JmsMessage message = (JmsMessage) session.createTextMessage(text);
            // not by JMS, which does not allow them
            message.getFacade().setProperty("x-trace-id", "trace");
            message.getFacade().setProperty("uuid", new UUID(1, 2));
            message.getFacade().setProperty("time", Date.from(Instant.EPOCH));
            session.createProducer(session.createQueue(Mailbox.QUEUE)).send(message);
        }
    }

    private static String amqpUrl() {
        return "amqp://127.0.0.1:" + queue.port;
    }

    private static void stomp(String headers, String text) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", queue.port)) {
            OutputStream out = socket.getOutputStream();
            out.write("CONNECT\naccept-version:1.2\nhost:x\n\n\0".getBytes(StandardCharsets.UTF_8));
            out.write(("SEND\ndestination:" + Mailbox.QUEUE + "\ndestination-type:ANYCAST\nreceipt:sent\n" + headers
                            + "\n" + text + "\0")
                    .getBytes(StandardCharsets.UTF_8));
            StringBuilder answer = new StringBuilder();
            while (!answer.toString().contains("receipt-id:sent")) {
                int next = socket.getInputStream().read();
                assertThat(next).as(answer.toString()).isNotNegative();
                answer.append((char) next);
            }
        }
    }
}
