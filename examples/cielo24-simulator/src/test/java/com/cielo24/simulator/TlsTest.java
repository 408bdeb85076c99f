package com.cielo24.simulator;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TlsTest extends SimulatorTest {

    @Test
    void goesAwayFromAClientThatReadsNoAnswers() throws Exception {
        try (Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", simulator.port())) {
            CompletableFuture<Void> sending = ConnectionTest.sendRequests(socket);
            await().until(() -> simulator.journal().size() > 100);
            awaitNoMoreRequests();

            CompletableFuture<Void> outage = CompletableFuture.runAsync(() -> simulator.outage(Duration.ofHours(1)));

            outage.get(5, SECONDS);
            assertThat(sending.handle((nothing, failure) -> failure).get(60, SECONDS))
                    .isNotNull();
        }
    }

    /** Then the answers fill all buffers, and the simulator waits in a write. */
    private void awaitNoMoreRequests() {
        AtomicInteger before = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(300))
                .until(() -> before.getAndSet(simulator.journal().size())
                        == simulator.journal().size());
    }

    private static SSLContext tls;

    @BeforeAll
    static void createACertificate(@TempDir Path folder) throws Exception {
        tls = LocalhostCertificate.create(folder).sslContext();
    }

    @BeforeEach
    @Override
    void start() {
        simulator = Cielo24Simulator.builder().anyJob().sslContext(tls).start();
    }

    @Override
    RawConnection connect() throws IOException {
        return new RawConnection(tls.getSocketFactory().createSocket("localhost", simulator.port()));
    }

    @Test
    void takesAnUploadOverTls() throws Exception {
        byte[] body = bytes(1_000_000);
        HttpClient secure = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        HttpResponse<String> answer = secure.send(upload(target(), body), BodyHandlers.ofString());

        assertThat(simulator.baseUrl()).hasToString("https://localhost:" + simulator.port());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(simulator.media(job)).map(ReceivedMedia::sha256).contains(sha256(body));
    }

    @Test
    void answersEarlyOverTls() throws Exception {
        simulator.faults().next(new Fault.AnswerEarly(400, "INVALID_QUERY", "early"));
        byte[] body = bytes(20_000_000);
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 20000000")
                    .body(body);

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("early");
        }
    }

    @Test
    void dropsAConnectionOverTls() throws Exception {
        simulator.faults().next(new Fault.DropDuringBody(100_000));
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 1000000");
            connection.bodyAsFarAsItGoes(bytes(150_000));

            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.bytesReceived()).isEqualTo(100_000);
    }

    @Test
    void closesAtOnceWhateverItHoldsOverTls() throws Exception {
        simulator.faults().next(new Fault.NeverAnswer());
        simulator.faults().next(new Fault.StopReading(3));
        try (RawConnection never = connect();
                RawConnection stop = connect();
                RawConnection sending = connect()) {
            never.head("POST " + target() + " HTTP/1.1", "Content-Length: 5").body("hello");
            await().until(() -> simulator.uploadsInProgress() == 1);
            stop.head("POST " + target() + " HTTP/1.1", "Content-Length: 5").body("hello");
            await().until(() -> simulator.uploadsInProgress() == 2);
            sending.head("POST " + target() + " HTTP/1.1", "Content-Length: 5").body("h");
            await().until(() -> simulator.bytesReceived() == 9);
            long start = System.nanoTime();

            simulator.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(never.isEndedByServer()).isTrue();
            assertThat(stop.isEndedByServer()).isTrue();
            assertThat(sending.isEndedByServer()).isTrue();
        }
    }
}
