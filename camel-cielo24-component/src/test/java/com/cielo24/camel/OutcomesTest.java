package com.cielo24.camel;

import java.io.InputStream;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each way in which a request ends, and what a route learns of it.
 */
class OutcomesTest {

    private static final byte[] SMALL = new byte[100_000];
    private static final byte[] LARGE = new byte[64 * 1024 * 1024];
    private static final String URL = "https://example.com/video.mp4";

    @Test
    void tellsTheServicesReasonForARefusal() throws Exception {
        Cielo24ServiceException refusal =
                refusal(400, "", "{\"ErrorType\":\"ITEM_NOT_FOUND\",\"ErrorComment\":\"No such job.\",\"More\":[1]}");

        assertThat(refusal.getStatusCode()).isEqualTo(400);
        assertThat(refusal.getErrorType()).isEqualTo("ITEM_NOT_FOUND");
        assertThat(refusal.getErrorComment()).isEqualTo("No such job.");
        assertThat(refusal.getRetryAfter()).isNull();
        assertThat(refusal.getJobId()).isEqualTo(JOB);
        assertThat(refusal).hasMessageContainingAll(JOB, "400", "ITEM_NOT_FOUND", "No such job.");
        assertThat(refusal.isRetryable()).isFalse();
    }

    @Test
    void refusesASecondPieceOfMediaAsTheServiceDoes() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            assertThat(camel.add(SMALL).getException()).isNull();
            assertThat(failure(camel.add(SMALL))).isInstanceOf(Cielo24ServiceException.class);
            assertThat(service.media()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad Request</html>", "{\"ErrorType\":5,\"ErrorComment\":{}}", "[]", "{", "null"})
    void keepsTheStatusOfARefusalWithoutAReason(String body) throws Exception {
        Cielo24ServiceException refusal = refusal(400, "", body);

        assertThat(refusal.getStatusCode()).isEqualTo(400);
        assertThat(refusal.getErrorType()).isNull();
        assertThat(refusal.getErrorComment()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 307, 308, 400, 401, 403, 404, 405, 408, 409, 411, 413, 425, 429, 451, 499})
    void takesEveryOtherStatusForARefusal(int status) throws Exception {
        Cielo24ServiceException refusal = refusal(status, "Location: https://elsewhere.example.com/\r\n", "{}");

        assertThat(refusal.getStatusCode()).isEqualTo(status);
        assertThat(refusal.isRetryable()).isEqualTo(status == 408 || status == 425 || status == 429);
    }

    @Test
    void tellsHowLongToWait() throws Exception {
        assertThat(answered(429, "Retry-After: 120\r\n", "{}").getRetryAfter()).isEqualTo(Duration.ofMinutes(2));
        String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));
        assertThat(answered(503, "Retry-After: " + inAnHour + "\r\n", "{}").getRetryAfter())
                .isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
        assertThat(answered(503, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", "{}")
                        .getRetryAfter())
                .isEqualTo(Duration.ZERO);
        assertThat(answered(503, "Retry-After: soon\r\n", "{}").getRetryAfter()).isNull();
        assertThat(answered(200, "", "{}").getRetryAfter()).isNull();
    }

    /** Whoever says so may have taken the media before something went wrong. */
    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 503, 504, 520, 522, 524, 599})
    void doesNotKnowWhatBecameOfMediaThatIsAnsweredWithAFiveHundred(int status) throws Exception {
        Cielo24Exception outcome =
                answered(status, "Retry-After: 7\r\n", "{\"ErrorType\":\"ODD\",\"ErrorComment\":\"so it goes\"}");

        assertThat(outcome)
                .isInstanceOf(Cielo24UnknownOutcomeException.class)
                .hasMessageContaining(String.valueOf(status))
                .hasMessageContaining("ODD: so it goes");
        assertThat(outcome.isRetryable()).isTrue();
        assertThat(outcome.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void sendsOneRequestAndNoOther() throws Exception {
        for (int status : new int[] {302, 401, 407, 408, 425, 429, 500, 503}) {
            try (RawService service = RawService.start(peer -> {
                        peer.readBody();
                        peer.answer(
                                status,
                                "Location: /elsewhere\r\nRetry-After: 0\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                                        + "Set-Cookie: a=b\r\n",
                                "{}");
                    });
                    Cielo24Camel camel = Cielo24Camel.to(service)) {
                failure(camel.add(SMALL));
                failure(camel.add(URL));
                assertThat(service.heads())
                        .as("requests after %d", status)
                        .hasSize(2)
                        .noneMatch(head -> head.toLowerCase().contains("cookie"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"TaskId\":\"\"}",
                "{\"TaskId\":7}",
                "OK",
                "<html>",
                "[\"TaskId\"]",
                "{\"TaskId\":\"a"
            })
    void doesNotKnowWhatA200WithoutATaskMeans(String body) throws Exception {
        assertThat(outcome(SMALL, peer -> {
                    peer.readBody();
                    peer.answer(200, body);
                }))
                .isInstanceOf(Cielo24UnknownOutcomeException.class)
                .hasMessageContaining("200 without a task id")
                .satisfies(unknown -> assertThat(unknown.isRetryable()).isTrue());
    }

    @Test
    void doesNotKnowWhatAnAnswerThatIsNoHttpMeans() throws Exception {
        assertThat(outcome(SMALL, peer -> {
                    peer.readBody();
                    peer.send("220 mail.example.com ESMTP\r\n\r\n");
                    peer.socket.close();
                }))
                .isInstanceOf(Cielo24UnknownOutcomeException.class);
    }

    @Test
    void readsAnAnswerToItsBoundOnly() throws Exception {
        Cielo24Exception outcome = outcome(SMALL, peer -> {
            peer.readBody();
            peer.send("HTTP/1.1 200 OK\r\n\r\n{\"TaskId\":\"abc\",\"x\":\"");
            for (; ; ) {
                peer.send("x".repeat(8192));
            }
        });
        assertThat(outcome).isInstanceOf(Cielo24UnknownOutcomeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ErrorType\":\"ITEM_NOT_FOUND\",\"ErrorComment\":\"No such job.\"}",
                "{\"ErrorType\":\"ITEM_NOT",
                ""
            })
    void keepsARefusalWhoseConnectionBreaks(String begun) throws Exception {
        Cielo24Exception outcome = outcome(SMALL, peer -> {
            peer.readBody();
            peer.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 5000\r\n\r\n" + begun);
            peer.socket.close();
        });

        assertThat(outcome).isInstanceOfSatisfying(Cielo24ServiceException.class, refusal -> {
            assertThat(refusal.getStatusCode()).isEqualTo(400);
            assertThat(refusal.getErrorType()).isEqualTo(begun.endsWith("}") ? "ITEM_NOT_FOUND" : null);
        });
    }

    @Test
    void keepsTheTaskOfAnAnswerWhoseConnectionBreaks() throws Exception {
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{\"TaskId\":\"41ec\"}");
                    peer.reset();
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            // a reset may overtake the answer, and what did not arrive cannot be known
            Exchange exchange = camel.add(SMALL);
            if (exchange.getException() == null) {
                assertThat(exchange.getMessage().getBody()).isEqualTo("41ec");
            } else {
                assertThat(failure(exchange)).isInstanceOf(Cielo24UnknownOutcomeException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 400 Bad Request\r\nContent-Length: 100000000000\r\n\r\n", "HTTP/1.1 200 OK\r\nX: "})
    void cutsAnAnswerWithoutEnd(String start) throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch cut = new CountDownLatch(1);
        Cielo24Exception outcome = outcome(SMALL, peer -> {
            peer.readBody();
            peer.send(start);
            try {
                for (; ; ) {
                    peer.send("x".repeat(8192));
                    sent.addAndGet(8192);
                }
            } finally {
                cut.countDown();
            }
        });

        assertThat(outcome)
                .isInstanceOf(
                        start.contains("400") ? Cielo24ServiceException.class : Cielo24UnknownOutcomeException.class);
        assertThat(cut.await(10, TimeUnit.SECONDS)).as("cut").isTrue();
        // 64 KB are read; the rest is what the system's own buffers took
        assertThat(sent.get()).isLessThan(32L << 20);
    }

    @Test
    void doesNotKnowWhenTheConnectionBreaksAfterTheLastByte() throws Exception {
        for (Object body : new Object[] {SMALL, URL}) {
            assertThat(outcome(body, peer -> {
                        peer.readBody();
                        peer.reset();
                    }))
                    .isInstanceOf(Cielo24UnknownOutcomeException.class);
            assertThat(outcome(body, peer -> {
                        peer.readBody();
                        peer.socket.close();
                    }))
                    .isInstanceOf(Cielo24UnknownOutcomeException.class);
        }
    }

    @Test
    void knowsThatTheServiceHasNothingWhenTheConnectionBreaksBefore() throws Exception {
        for (RawService.Behaviour behaviour : new RawService.Behaviour[] {
            RawService.Peer::reset,
            peer -> {
                peer.read(1_000_000);
                peer.reset();
            },
            peer -> {
                peer.read(20_000_000);
                peer.socket.close();
            }
        }) {
            assertThat(outcome(LARGE, behaviour))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("did not reach the service")
                    .satisfies(transport -> assertThat(transport.isRetryable()).isTrue());
        }
    }

    @Test
    void knowsThatTheServiceHasNothingWhenAnInterruptComesBeforeTheLastPiece() throws Exception {
        assertThat(interrupted(2 * InterruptingStream.PIECE)).isInstanceOf(Cielo24TransportException.class);
    }

    /** The system may just have taken it. */
    @Test
    void doesNotKnowWhenAnInterruptComesWithTheLastPiece() throws Exception {
        assertThat(interrupted(InterruptingStream.PIECE)).isInstanceOf(Cielo24UnknownOutcomeException.class);
    }

    /** Whoever stops an application may interrupt its threads; without TLS that ends a connection. */
    private static Cielo24Exception interrupted(int length) throws Exception {
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange exchange = camel.add(
                    "cielo24:addMedia",
                    new InterruptingStream(),
                    Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.CONTENT_LENGTH, length));
            assertThat(Thread.interrupted()).as("left to the route").isTrue();
            assertThat(service.bodyBytes()).isLessThan(length);
            return failure(exchange);
        }
    }

    /** Is followed by an interrupt when its first piece has been read. */
    private static final class InterruptingStream extends InputStream {

        static final int PIECE = 112 * 1024;
        private int left = PIECE;

        @Override
        public int read() {
            return -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (length > left) {
                throw new IllegalStateException("it is read in other pieces now");
            }
            left -= length;
            if (left == 0) {
                Thread.currentThread().interrupt();
            }
            return length;
        }
    }

    @Test
    void knowsThatTheServiceHasNothingWithoutAConnection() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        try (Cielo24Camel camel = Cielo24Camel.to("http://127.0.0.1:" + nobody, component -> {})) {
            assertThat(failure(camel.add(SMALL))).isInstanceOf(Cielo24TransportException.class);
            assertThat(failure(camel.add(URL))).isInstanceOf(Cielo24TransportException.class);
        }
        try (Cielo24Camel camel = Cielo24Camel.to("https://no-such-host.invalid", component -> {})) {
            assertThat(failure(camel.add(URL))).isInstanceOf(Cielo24TransportException.class);
        }
    }

    @Test
    void succeedsAgainAfterAFailureOnTheSameEndpoint() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            service.faults().next(new Fault.DropDuringBody(1_000_000));
            assertThat(failure(camel.add(LARGE))).isInstanceOf(Cielo24TransportException.class);
            service.faults().next(Fault.status(429, 1));
            assertThat(failure(camel.add(LARGE))).isInstanceOf(Cielo24ServiceException.class);
            assertThat(camel.add(LARGE).getException()).isNull();
            assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(LARGE.length);
        }
    }

    /** Some servers say 408 on an idle connection before they close it. It is no answer to the next request. */
    @Test
    void doesNotTakeWhatCameWhileNothingWasAskedForAnAnswer() throws Exception {
        AtomicBoolean isSaid = new AtomicBoolean();
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    peer.added();
                    peer.answer(408, "{}");
                    isSaid.set(true);
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            camel.add(SMALL);
            // an idle connection is looked at after a while only
            await().pollDelay(Duration.ofMillis(300)).untilTrue(isSaid);

            assertThat(camel.add(SMALL).getException()).isNull();
            assertThat(service.connections()).isEqualTo(2);
        }
    }

    @Test
    void succeedsAgainAfterTheComponentWasStoppedAndStarted() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("cielo24:addMedia?jobId=" + JOB);
                }
            });
            Component component = camel.context().getComponent("cielo24");
            component.stop();
            component.start();

            assertThat(camel.add("direct:in", SMALL, Map.of()).getException()).isNull();
        }
    }

    @Test
    void isRefusedAfterAnUnknownOutcomeThatHadWorked() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            service.faults().next(new Fault.DropAfterBody(true));
            assertThat(failure(camel.add(SMALL))).isInstanceOf(Cielo24UnknownOutcomeException.class);
            assertThat(failure(camel.add(SMALL))).isInstanceOf(Cielo24ServiceException.class);
            assertThat(service.media()).hasSize(1);
        }
    }

    private static Cielo24ServiceException refusal(int status, String headers, String body) throws Exception {
        return (Cielo24ServiceException) answered(status, headers, body);
    }

    private static Cielo24Exception answered(int status, String headers, String body) throws Exception {
        return outcome(SMALL, peer -> {
            peer.readBody();
            peer.answer(status, headers, body);
        });
    }

    private static Cielo24Exception outcome(Object body, RawService.Behaviour behaviour) throws Exception {
        try (RawService service = RawService.start(behaviour);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            return failure(camel.add(body));
        }
    }
}
