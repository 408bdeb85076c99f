package com.cielo24.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class FaultTest extends SimulatorTest {

    @Test
    void answersLateWhatItWouldHaveAnswered() throws Exception {
        simulator.faults().next(new Fault.AnswerLate(Duration.ofMillis(300)));
        long start = System.nanoTime();

        HttpResponse<String> answer = post(target(), bytes(10));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(simulator.media(job)).isPresent();
    }

    @Test
    void hasTheMediaWhileALateAnswerIsOutstanding() throws Exception {
        simulator.faults().next(new Fault.AnswerLate(Duration.ofMinutes(1)));
        try (RawConnection connection = upload("hello")) {
            await().until(() -> simulator.media(job).isPresent());

            simulator.close();
            assertThat(connection.isEndedByServer()).isTrue();
        }
    }

    @Test
    void neverAnswersUntilItIsClosed() throws Exception {
        simulator.faults().next(new Fault.NeverAnswer());
        try (RawConnection connection = upload("hello")) {
            await().until(() -> simulator.bytesReceived() == 5);
            connection.socket().setSoTimeout(200);
            assertThat(connection.isEndedByServer()).isFalse();
            assertThat(simulator.uploadsInProgress()).isEqualTo(1);

            simulator.close();
            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void answersWithAStatusAfterTheWholeBody() throws Exception {
        simulator.faults().next(Fault.status(503, 7));

        HttpResponse<String> answer = post(target(), bytes(1_000_000));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(simulator.bytesReceived()).isEqualTo(1_000_000);
        assertThat(simulator.media()).isEmpty();
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(200);
    }

    @Test
    void answersWithAStatusAlthoughItKeptTheMedia() throws Exception {
        simulator.faults().next(Fault.status(500, 7).kept(true));

        HttpResponse<String> answer = post(target(), bytes(1_000_000));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(answer.body()).doesNotContain("TaskId");
        assertThat(simulator.media(job)).map(ReceivedMedia::bytes).contains(1_000_000L);
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(400);
    }

    @Test
    void answersWithAStatusAlthoughItMadeTheJob() throws Exception {
        String call = "/api/job/new?v=1&api_token=" + simulator.apiToken();
        simulator.faults().forCall("/api/job/new", Fault.status(500).kept(true), 1);

        assertThat(get(call).statusCode()).isEqualTo(500);
        assertThat(simulator.jobs()).hasSize(1);
    }

    @Test
    void keepsNothingOfARequestThatItWouldRefuse() throws Exception {
        simulator.faults().next(Fault.status(500).kept(true));

        assertThat(post(target() + "&is_duplicate=true", bytes(1_000_000)).statusCode())
                .isEqualTo(500);
        assertThat(simulator.bytesReceived()).isEqualTo(1_000_000);
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void answersWithAnyStatusHeadersAndBody() throws Exception {
        simulator.faults().next(new Fault.Status(302, Map.of("Location", "http://h/"), ""));
        simulator.faults().next(Fault.status(500));

        HttpResponse<String> redirect = get(target(job, "http://h/a"));
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).contains("http://h/");
        assertThat(get(target(job, "http://h/a")).statusCode()).isEqualTo(500);
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void answersWithGarbage() throws Exception {
        simulator.faults().next(Fault.garbage());

        HttpResponse<String> answer = post(target(), bytes(10));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> Json.read(answer.body())).isInstanceOf(Exception.class);
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void answersWithoutATaskId() throws Exception {
        simulator.faults().next(Fault.emptyOk());

        HttpResponse<String> answer = post(target(), bytes(10));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void dropsTheConnectionBeforeTheBody() throws Exception {
        simulator.faults().next(new Fault.DropBeforeBody());
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 5");

            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.bytesReceived()).isZero();
        assertThat(simulator.requestCount()).isEqualTo(1);
    }

    @Test
    void dropsTheConnectionDuringTheBody() throws Exception {
        simulator.faults().next(new Fault.DropDuringBody(300_000));
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 1000000");
            connection.bodyAsFarAsItGoes(bytes(400_000));

            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.bytesReceived()).isEqualTo(300_000);
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void dropsTheConnectionAfterTheBodyAndKeepsNothing() throws Exception {
        simulator.faults().next(new Fault.DropAfterBody(false));
        try (RawConnection connection = upload("hello")) {
            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.bytesReceived()).isEqualTo(5);
        assertThat(simulator.media()).isEmpty();
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(200);
    }

    @Test
    void dropsTheConnectionAfterTheBodyAlthoughItKeptTheMedia() throws Exception {
        simulator.faults().next(new Fault.DropAfterBody(true));
        try (RawConnection connection = upload("hello")) {
            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.media(job)).map(ReceivedMedia::bytes).contains(5L);
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(400);
    }

    @Test
    void stopsReadingUntilItIsClosed() throws Exception {
        simulator.faults().next(new Fault.StopReading(100_000));
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 1000000");
            connection.body(bytes(200_000));
            await().until(() -> simulator.bytesReceived() == 100_000);
            connection.socket().setSoTimeout(200);

            assertThat(connection.isEndedByServer()).isFalse();
            assertThat(simulator.bytesReceived()).isEqualTo(100_000);
            simulator.close();
            assertThat(connection.isEndedByServer()).isTrue();
        }
    }

    @Test
    void readsSlowlyAndThenTakesTheMedia() throws Exception {
        byte[] body = bytes(50_000);
        simulator.faults().next(new Fault.SlowReading(100_000));
        long start = System.nanoTime();

        HttpResponse<String> answer = post(target(), body);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(490), Duration.ofSeconds(3));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(simulator.media(job)).map(ReceivedMedia::sha256).contains(sha256(body));
    }

    @Test
    void answersEarlyWhileTheClientStillSends() throws Exception {
        simulator.faults().next(new Fault.AnswerEarly(400, "BAD_API_TOKEN", "expired"));
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 1000000");

            assertThat(connection.answer())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("{\"ErrorType\":\"BAD_API_TOKEN\",\"ErrorComment\":\"expired\"}");
            assertThat(simulator.bytesReceived()).isZero();
            connection.body(bytes(1_000_000));
            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.bytesReceived()).isEqualTo(1_000_000);
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void closesAtOnceWhateverItHolds() throws Exception {
        try (RawConnection never = upload("hello", new Fault.NeverAnswer());
                RawConnection stop = upload("hello", new Fault.StopReading(3));
                RawConnection slow = upload("hello", new Fault.SlowReading(1));
                RawConnection late = upload("hello", new Fault.AnswerLate(Duration.ofHours(1)));
                RawConnection drip = upload("hello", new Fault.SlowReading(2))) {
            await().until(() -> simulator.uploadsInProgress() == 5);
            long start = System.nanoTime();

            simulator.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(simulator.uploadsInProgress()).isZero();
            for (RawConnection connection : List.of(never, stop, slow, late, drip)) {
                assertThat(connection.isEndedByServer()).isTrue();
            }
        }
    }

    @Test
    void closesAtOnceWhileAnUploadIsUnderWay() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5")
                    .body("h");
            await().until(() -> simulator.bytesReceived() == 1);
            long start = System.nanoTime();

            simulator.close();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(simulator.uploadsInProgress()).isZero();
            assertThat(connection.isEndedByServer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void cannotReadAtNoRate(long bytesPerSecond) {
        assertThatThrownBy(() -> new Fault.SlowReading(bytesPerSecond)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Uploads to a job of its own, which meets the fault whatever the order of arrival. */
    private RawConnection upload(String body, Fault fault) throws Exception {
        String jobId = Cielo24Simulator.newJobId();
        simulator.faults().forJob(jobId, fault, 1);
        return connect()
                .head("POST " + target(jobId) + " HTTP/1.1", "Content-Length: " + body.length())
                .body(body);
    }

    private RawConnection upload(String body) throws Exception {
        return connect()
                .head("POST " + target() + " HTTP/1.1", "Content-Length: " + body.length())
                .body(body);
    }
}
