package com.cielo24.simulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

/** What is no right HTTP request is refused, seen, and answered. */
class StrictHttpTest extends SimulatorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET %s&media_url=http://host/my lecture.mp4 HTTP/1.1",
                "GET %s&media_url=http://host/my  HTTP/1.1",
                "GET  %s&media_url=http://host/my HTTP/1.1",
                "GET %s&media_url=http://host/my",
                "GET %s&media_url=http://host/my HTTP/2.0",
                "GET %s&media_url=http://host/my HTTP/1.11",
                "GET %s&media_url=http://host/my http/1.1",
                "G(T %s&media_url=http://host/my HTTP/1.1"
            })
    void refusesARequestLineThatHasNotThreeRightParts(String line) throws Exception {
        try (RawConnection connection = connect()) {
            String answer = connection.head(line.formatted(target())).answer();

            assertThat(answer)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("INVALID_QUERY", "request line", "Connection: close")
                    .doesNotContain("lecture");
            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void takesARequestOfHttp10() throws Exception {
        try (RawConnection connection = connect()) {
            connection.body("GET " + target(job, "http://h/a") + " HTTP/1.0\r\n\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ").contains("Connection: close");
            assertThat(connection.isEndedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a\r\nHost: b\r\n",
                "Host: a\r\nhost: a\r\n",
                "Host: a/b\r\n",
                "Host: a b\r\n",
                "Host: a\r\nNo colon\r\n",
                "Host: a\r\nSpace : x\r\n",
                "Host: a\r\n folded\r\n",
                "Host: a\r\nX: \u0001\r\n",
                "Host: a\r\nTransfer-Encoding: gzip\r\n"
            })
    void refusesWrongHeaders(String headers) throws Exception {
        try (RawConnection connection = connect()) {
            connection.body("GET " + target(job, "http://h/a") + " HTTP/1.1\r\n" + headers + "\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("INVALID_QUERY");
        }
        assertThat(simulator.media()).isEmpty();
        assertThat(simulator.requestCount()).isEqualTo(1);
    }

    @Test
    void saysThatAUrlIsTooLong() throws Exception {
        try (RawConnection connection = connect()) {
            connection.bodyAsFarAsItGoes(
                    ("GET " + target(job, "http://h/" + "a".repeat(380_000)) + " HTTP/1.1\r\nHost: a\r\n\r\n")
                            .getBytes(ISO_8859_1));

            assertThat(connection.answer()).startsWith("HTTP/1.1 414 ").contains("too long");
        }
        assertThat(simulator.requests()).singleElement().returns(AddMediaRequest.PATH, ReceivedRequest::path);
    }

    @Test
    void saysThatTheHeadersAreTooLong() throws Exception {
        try (RawConnection connection = connect()) {
            connection.bodyAsFarAsItGoes(
                    ("GET " + target() + " HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(380_000) + "\r\n\r\n")
                            .getBytes(ISO_8859_1));

            assertThat(connection.answer()).startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void tellsAndRemembersWhatReachesNoCall() throws Exception {
        List<Outcome> outcomes = new CopyOnWriteArrayList<>();
        simulator.close();
        simulator = Cielo24Simulator.builder().anyJob().onOutcome(outcomes::add).start();

        try (RawConnection connection = connect()) {
            connection
                    .head("GET " + target() + "&media_url=http://h/a b HTTP/1.1")
                    .answer();
        }

        assertThat(simulator.requests().toString()).contains("a b").doesNotContain(simulator.apiToken());
        assertThat(outcomes).singleElement().returns("url", Outcome::mode);
        assertThat(outcomes.toString()).contains("400", "three parts").doesNotContain(simulator.apiToken());
    }

    @Test
    void closesAConnectionThatIsIdle() throws Exception {
        start(Duration.ofMillis(300));
        try (RawConnection connection = connect()) {
            connection.head("GET / HTTP/1.1");
            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");

            assertThat(connection.isEndedByServer()).isTrue();
        }
    }

    @Test
    void answersARequestThatNeverEnds() throws Exception {
        start(Duration.ofMillis(300));
        try (RawConnection connection = connect()) {
            connection.body("GET / HT");

            assertThat(connection.answer()).startsWith("HTTP/1.1 408 ");
            assertThat(connection.isEndedByServer()).isTrue();
        }
        try (RawConnection connection = connect()) {
            connection.body("GET / HTTP/1.1\r\nHost: a\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void closesAConnectionWhoseBodyStops() throws Exception {
        start(Duration.ofMillis(300));
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 6")
                    .body("hello");

            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void takesRequestsThatAreSentAtOnceInTurn() throws Exception {
        try (RawConnection connection = connect()) {
            String first = "POST " + target() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello";
            connection.body(first + "GET /simulator/media HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ").contains("TaskId");
            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ").contains(job);
        }
    }

    @Test
    void readsAChunkedBodyToItsEnd() throws Exception {
        simulator.faults().next(Fault.status(503));
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Transfer-Encoding: chunked")
                    .body("5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nA: b\r\n\r\nGET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 503 ");
            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(simulator.bytesReceived()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\r\nabcXXX\r\n0\r\n\r\n", "zz\r\n", "-1\r\n", "\r\n"})
    void refusesAChunkedBodyThatIsNone(String body) throws Exception {
        simulator.faults().next(Fault.status(503));
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Transfer-Encoding: chunked")
                    .body(body);
            connection.socket().shutdownOutput();

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("chunked coding");
            assertThat(connection.isEndedByServer()).isTrue();
        }
        try (RawConnection connection = connect()) {
            connection
                    .head("POST /simulator/faults HTTP/1.1", "Transfer-Encoding: chunked")
                    .body(body);

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("chunked coding");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api/job/info",
                "ftp://host/api/job/info",
                "*",
                "/api/job/info?a=\u00fc",
                "/api/\u001b[31m",
                "/api/job/info?a=\t"
            })
    void refusesATargetThatIsNoUrlOfHttp(String target) throws Exception {
        try (RawConnection connection = connect()) {
            assertThat(connection.head("GET " + target + " HTTP/1.1").answer())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("path", "%XX");
        }
    }

    @Test
    void takesAnAbsoluteUrl() throws Exception {
        try (RawConnection connection = connect()) {
            assertThat(connection
                            .head("GET http://127.0.0.1" + target(job, "http://h/a") + " HTTP/1.1")
                            .answer())
                    .startsWith("HTTP/1.1 200 ");
            assertThat(connection.head("GET HTTP://127.0.0.1?a=b HTTP/1.1").answer())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("cielo24 simulator");
        }
    }

    @Test
    void theHostOfAnAbsoluteUrlTakesPrecedence() throws Exception {
        try (RawConnection connection = connect()) {
            assertThat(connection
                            .head("GET http://evil.example.com/simulator/media HTTP/1.1")
                            .answer())
                    .startsWith("HTTP/1.1 403 ");
        }
    }

    @Test
    void hintsAtABodyThatIsTooLong() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5")
                    .body("hello\r\nGET / HTTP/1.1\r\n\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("longer than its Content-Length");
        }
    }

    @Test
    void recordsARequestThatEndsInItsFirstLine() throws Exception {
        try (RawConnection connection = connect()) {
            connection.body("GET /api/jo");
            connection.socket().shutdownOutput();

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(simulator.journal()).singleElement().returns(400, JournalEntry::status);
    }

    private void start(Duration idle) {
        simulator.close();
        simulator = Cielo24Simulator.builder().anyJob().idleTimeout(idle).start();
    }
}
