package com.cielo24.client.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** An answer of any length is read while it arrives. */
class BodyReaderTest {

    private static final int MEBIBYTE = 1024 * 1024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;
    private Transport transport;

    @BeforeEach
    void open() throws Exception {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        transport = new Transport(
                SSLContext.getDefault(),
                new Transport.Limits(2, 2, Duration.ofMinutes(1), false),
                scheduler,
                threads,
                (pool, configurer) -> {
                    HttpClientBuilder builder = HttpClientBuilder.create().setConnectionManager(pool);
                    configurer.accept(builder);
                    return builder.build();
                });
    }

    @AfterEach
    void close() throws Exception {
        transport.close();
        server.close();
        threads.shutdownNow();
        scheduler.shutdownNow();
    }

    @Test
    void readsAnAnswerThatIsLongerThanAnyJson() throws Exception {
        answer("200 OK", 5 * MEBIBYTE, 5 * MEBIBYTE);
        AtomicLong read = new AtomicLong();

        Answer answer = send(body -> read.set(body.transferTo(OutputStream.nullOutputStream())));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.whole()).isTrue();
        assertThat(read).hasValue(5 * MEBIBYTE);
    }

    @Test
    void readsItWhileItArrives() throws Exception {
        CountDownLatch firstIsRead = new CountDownLatch(1);
        serve(out -> {
            out.write(head("200 OK", 2));
            out.write('a');
            firstIsRead.await();
            out.write('b');
        });

        send(body -> {
            assertThat(body.read()).isEqualTo('a');
            firstIsRead.countDown();
            assertThat(body.read()).isEqualTo('b');
        });
    }

    @Test
    void usesTheConnectionAgain() throws Exception {
        answer("200 OK", MEBIBYTE, MEBIBYTE);

        send(InputStream::readAllBytes);
        send(InputStream::readAllBytes);

        assertThat(connections).hasValue(1);
    }

    @Test
    void doesNotReadOnWhatItsReaderDoesNotWant() throws Exception {
        answer("200 OK", 500L * MEBIBYTE, MEBIBYTE);

        Answer answer = send(body -> body.readNBytes(10));

        assertThat(answer.whole()).isFalse();
        send(body -> body.readNBytes(10));
        assertThat(connections).hasValue(2);
    }

    @Test
    void failsIfItBreaksOff() throws Exception {
        answer("200 OK", MEBIBYTE, 1000);

        assertThatExceptionOfType(NoAnswerException.class)
                .isThrownBy(() -> send(InputStream::readAllBytes))
                .satisfies(e -> assertThat(e.isUnreadable()).isTrue())
                .withMessageContaining("Premature end");
    }

    @Test
    void failsIfItBreaksOffAfterWhatItsReaderWants() throws Exception {
        answer("200 OK", 2000, 1000);

        assertThatExceptionOfType(NoAnswerException.class).isThrownBy(() -> send(body -> body.readNBytes(1000)));
    }

    @Test
    void failsIfItsHeadersBreakOff() throws Exception {
        serve(out -> {
            out.write("HTTP/1.1 200 OK\r\nDate: Fri, 27".getBytes(StandardCharsets.US_ASCII));
            out.close();
        });

        assertThatExceptionOfType(NoAnswerException.class)
                .isThrownBy(() -> send(InputStream::readAllBytes))
                .withMessage("the connection was closed before the body");
    }

    @Test
    void readsABodyThatEndsWithTheConnection() throws Exception {
        serve(out -> {
            out.write("HTTP/1.1 200 OK\r\nDate: Fri, 27\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII));
            out.close();
        });

        send(body -> assertThat(body.readAllBytes()).isEqualTo(new byte[] {'a', 'b', 'c'}));
    }

    @Test
    void failsIfItCannotBeStored() throws Exception {
        answer("200 OK", MEBIBYTE, MEBIBYTE);

        assertThatExceptionOfType(NoAnswerException.class)
                .isThrownBy(() -> send(body -> {
                    throw new IOException("No space left on device");
                }))
                .withMessage("No space left on device");
        send(InputStream::readAllBytes);
        assertThat(connections).as("the rest of the first answer is not read").hasValue(2);
    }

    @Test
    void failsIfItEndsTooLate() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        serve(out -> {
            out.write(head("200 OK", 1000));
            while (!end.await(50, TimeUnit.MILLISECONDS)) {
                out.write('a');
            }
        });

        assertThatExceptionOfType(NoAnswerException.class)
                .isThrownBy(() -> send(InputStream::readAllBytes, Duration.ofSeconds(2)))
                .withMessage("no answer within 2000 ms (responseTimeout)");
        end.countDown();
    }

    @Test
    void leavesARefusalToTheCaller() throws Exception {
        serve(out -> {
            byte[] error = "{\"ErrorType\": \"ITEM_NOT_FOUND\"}".getBytes(StandardCharsets.US_ASCII);
            out.write(head("400 Bad Request", error.length));
            out.write(error);
        });

        Answer answer = send(body -> {
            throw new AssertionError("read as if it were a success");
        });

        assertThat(answer.text("ErrorType")).isEqualTo("ITEM_NOT_FOUND");
    }

    private Answer send(BodyReader reader) throws NoAnswerException {
        return send(reader, Duration.ofMinutes(1));
    }

    private Answer send(BodyReader reader, Duration response) throws NoAnswerException {
        Duration minute = Duration.ofMinutes(1);
        HttpHost host = new HttpHost("http", server.getInetAddress(), server.getLocalPort());
        return new RequestSender(() -> transport, host, "", new Timeouts(minute, minute, response, minute))
                .send(Request.get("request", "/captions", Map.of()).readBy(reader));
    }

    /** Announces a length, sends so many bytes, and closes the connection if it has promised more. */
    private void answer(String status, long announced, int sent) {
        serve(out -> {
            out.write(head(status, announced));
            out.write(new byte[sent]);
            if (sent < announced) {
                out.close();
            }
        });
    }

    private static byte[] head(String status, long length) {
        return ("HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private interface Script {
        void play(OutputStream out) throws Exception;
    }

    /** Plays the script for each request of each connection. */
    private void serve(Script script) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    threads.execute(() -> serve(socket, script));
                } catch (IOException e) {
                    // closed
                }
            }
        });
    }

    private static void serve(Socket socket, Script script) {
        try (socket) {
            BufferedReader requests =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                if (line.isEmpty()) {
                    script.play(socket.getOutputStream());
                }
            }
        } catch (Exception e) {
            // the client has gone
        }
    }
}
