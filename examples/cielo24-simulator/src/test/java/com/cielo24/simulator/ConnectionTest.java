package com.cielo24.simulator;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What happens to connections of clients that were answered, and of those that do not take their answers. */
class ConnectionTest extends SimulatorTest {

    @Test
    void aResetLeavesAConnectionWhoseRequestWasAnswered() throws Exception {
        try (RawConnection connection = connect()) {
            for (int i = 0; i < 500; i++) {
                connection
                        .head("POST " + target() + " HTTP/1.1", "Content-Length: 5")
                        .body("hello");
                assertThat(connection.answer()).as("request %d", i).startsWith("HTTP/1.1 200 ");

                simulator.reset();
            }
        }
    }

    @Test
    void aClientThatReadsNoAnswersIsCutOff() throws Exception {
        simulator.close();
        simulator =
                Cielo24Simulator.builder().idleTimeout(Duration.ofMillis(500)).start();
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            CompletableFuture<Void> sending = sendRequests(socket);

            assertThat(sending.handle((nothing, failure) -> failure).get(60, SECONDS))
                    .isNotNull();
        }
    }

    @Test
    void goesAwayFromAClientThatReadsNoAnswers() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            CompletableFuture<Void> sending = sendRequests(socket);
            await().until(() -> simulator.journal().size() > 1_000);

            simulator.outage(Duration.ofHours(1));

            assertThat(sending.handle((nothing, failure) -> failure).get(60, SECONDS))
                    .isNotNull();
        }
    }

    @Test
    void leavesTheFolderToOthersIfItCannotListen(@TempDir Path folder) {
        assertThatThrownBy(() -> Cielo24Simulator.builder()
                        .mediaFolder(folder)
                        .port(simulator.port())
                        .start())
                .hasRootCauseInstanceOf(java.net.BindException.class);

        Cielo24Simulator.builder().mediaFolder(folder).start().close();
    }

    static CompletableFuture<Void> sendRequests(Socket socket) {
        byte[] request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100).getBytes(ISO_8859_1);
        return CompletableFuture.runAsync(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(request);
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
