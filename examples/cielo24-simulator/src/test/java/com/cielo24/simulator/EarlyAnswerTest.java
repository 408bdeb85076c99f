package com.cielo24.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An answer that is given before the body must reach a client that is still sending. */
class EarlyAnswerTest extends SimulatorTest {

    /** Made before any head is sent: a client that sends nothing for two seconds after it is cut off. */
    private static final byte[] LARGE = bytes(20_000_000);

    @Test
    void aRefusalReachesAClientThatReadsOnlyAfterItsWholeBody() throws Exception {
        String wrong = target().replace("v=1", "v=2");
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + wrong + " HTTP/1.1", "Content-Length: 20000000")
                    .body(LARGE);

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("v must be 1");
            assertThat(connection.isEndedByServer()).isTrue();
        }
    }

    @Test
    void aRefusalReachesAClientWithoutALengthThatReadsOnlyAfterItsWholeBody() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1")
                    .body(bytes(50_000))
                    .body(bytes(50_000));

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("needs the header Content-Length");
            connection.socket().setSoTimeout(200);
            assertThat(connection.isEndedByServer()).isFalse();
        }
    }

    @Test
    void aClientThatNeverLooksIsCutOff() throws Exception {
        String wrong = target().replace("v=1", "v=2");
        try (RawConnection connection = connect()) {
            connection.head("POST " + wrong + " HTTP/1.1", "Content-Length: " + ENDLESS);
            CompletableFuture<Void> sending = sendForever(connection.socket());

            assertThat(sending.handle((nothing, failure) -> failure).get(10, SECONDS))
                    .isNotNull();
        }
        assertThat(simulator.bytesReceived()).isGreaterThan(64L << 20).isLessThanOrEqualTo(256L << 20);
    }

    @Test
    void aClientThatStopsSendingIsCutOff() throws Exception {
        String wrong = target().replace("v=1", "v=2");
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + wrong + " HTTP/1.1", "Content-Length: 1000")
                    .body("some");
            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");

            assertThat(connection.isEndedByServer()).isTrue();
        }
        // the thread that was interrupted to cut it off serves others as before
        assertThat(post(target(), bytes(1_000_000)).statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusedUploadIsNoLongerInProgressWhileTheRestIsDiscarded() throws Exception {
        try (RawConnection connection = connect()) {
            connection.head("POST " + target().replace("v=1", "v=2") + " HTTP/1.1", "Content-Length: 1000");
            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");

            assertThat(simulator.uploadsInProgress()).isZero();
            connection.body("some");
            await().until(() -> simulator.bytesReceived() == 4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/simulator/media", "/simulator/faults", "/simulator/none", "/api/none"})
    void whateverIsAnsweredEarlyReachesTheClient(String path) throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + path + " HTTP/1.1", "Content-Length: 20000000")
                    .body(LARGE);

            assertThat(connection.answer()).startsWith("HTTP/1.1 ");
        }
    }

    @Test
    void whatIsNoRequestIsAnsweredAsWell() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Host: another", "Content-Length: 20000000")
                    .body(LARGE);

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("one Host header");
        }
    }

    @Test
    void anEarlyRefusalArrivesInPartOrSlowlyIfThatIsTheFault() throws Exception {
        String wrong = "POST " + target().replace("v=1", "v=2") + " HTTP/1.1";
        simulator.faults().next(new Fault.CutOffAnswer(12));
        simulator.faults().next(new Fault.TrickledAnswer(2_000));
        try (RawConnection connection = connect()) {
            connection.head(wrong, "Content-Length: 20000000").body(LARGE);
            assertThat(connection.answer()).isEqualTo("HTTP/1.1 400");
        }
        try (RawConnection connection = connect()) {
            connection.head(wrong, "Content-Length: 20000000").body(LARGE);
            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("v must be 1");
        }
    }

    private static CompletableFuture<Void> sendForever(Socket socket) {
        return CompletableFuture.runAsync(() -> {
            byte[] zeros = new byte[1 << 20];
            try {
                for (long sent = 0; sent < ENDLESS; sent += zeros.length) {
                    socket.getOutputStream().write(zeros);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
