package com.cielo24.simulator;

import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class UploadTest extends SimulatorTest {

    @Test
    void addsTheBodyOfAPostAndAnswersItsTask() throws Exception {
        byte[] body = bytes(1_000_000);

        HttpResponse<String> answer = post(target(), body);

        ReceivedMedia media = simulator.media(job).orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Json.read(answer.body()).get("TaskId").asText()).isEqualTo(media.taskId());
        assertThat(media)
                .returns("upload", ReceivedMedia::mode)
                .returns(null, ReceivedMedia::mediaUrl)
                .returns(1_000_000L, ReceivedMedia::bytes)
                .returns(sha256(body), ReceivedMedia::sha256)
                .returns(null, ReceivedMedia::file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: video/mp4",
                "Content-Type: application/octet-stream",
                "Content-Encoding: gzip",
                "Content-Encoding: identity"
            })
    void refusesAForbiddenHeader(String header) throws Exception {
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 5", header);

            assertRefused(connection.answer(), "INVALID_QUERY", header.substring(0, header.indexOf(':')));
        }
    }

    @Test
    void refusesToBeAskedWhetherToContinueWithoutSayingSoFirst() throws Exception {
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 5", "Expect: 100-continue");

            assertRefused(connection.answer(), "INVALID_QUERY", "Expect");
        }
    }

    @Test
    void refusesAChunkedUpload() throws Exception {
        HttpResponse<String> answer = client.send(
                chunkedUpload(target(), () -> new ByteArrayInputStream(bytes(100_000))), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_QUERY", "Transfer-Encoding");
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void refusesAChunkedUploadThatAlsoHasALength() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5", "Transfer-Encoding: chunked")
                    .body("5\r\nhello\r\n0\r\n\r\n");

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");
            assertThat(connection.isEndedByServer()).isTrue();
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void refusesAnUploadWithoutALength() throws Exception {
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1").body(bytes(100_000));

            assertRefused(connection.answer(), "INVALID_QUERY", "Content-Length");
            assertThat(simulator.requestCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, empty", "10737418240, too large", "999999999999999999, too large", "+5, one number"})
    void refusesALengthOutOfRange(String length, String comment) throws Exception {
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: " + length);

            assertRefused(connection.answer(), "INVALID_QUERY", comment);
        }
    }

    @Test
    void refusesTwoLengths() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5", "Content-Length: 5")
                    .body("hello");

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(simulator.media()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"five", "-5", "99999999999999999999", "5x"})
    void refusesALengthThatIsNoNumberOfBytes(String length) throws Exception {
        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: " + length);

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void startsToReadTheLargestUploadThatIsAllowed() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 10737418239")
                    .body("hello");

            await().until(() -> simulator.bytesReceived() == 5);
            assertThat(simulator.uploadsInProgress()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"&media_url=http%3A%2F%2Fh%2Fa", "&media_url=", "&is_duplicate=true", "&is_duplicate=false"})
    void refusesTheParametersOfAUrlOnAnUpload(String parameter) throws Exception {
        HttpResponse<String> answer = post(target() + parameter, bytes(10));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("INVALID_QUERY", "Do not specify " + parameter.substring(1, parameter.indexOf('=')));
        assertThat(simulator.media()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "HEAD"})
    void refusesOtherMethods(String method) throws Exception {
        try (RawConnection connection = connect()) {
            connection.head(method + " " + target() + " HTTP/1.1");

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void refusesAWrongTokenBeforeTheBody() throws Exception {
        try (RawConnection connection = connect()) {
            connection.head(
                    "POST " + target().replace(simulator.apiToken(), "0123") + " HTTP/1.1", "Content-Length: 1000000");

            assertRefused(connection.answer(), "BAD_API_TOKEN", "api_token");
        }
    }

    @Test
    void refusesASecondUploadBeforeItsBody() throws Exception {
        post(target(), bytes(10));

        try (RawConnection connection = connect()) {
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 1000000");

            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ").contains("INVALID_QUERY", "already has media");
        }
        assertThat(simulator.media()).hasSize(1);
    }

    @Test
    void letsTheUploadWinThatIsCompleteFirst() throws Exception {
        try (RawConnection first = connect();
                RawConnection second = connect()) {
            first.head("POST " + target() + " HTTP/1.1", "Content-Length: 5").body("hell");
            second.head("POST " + target() + " HTTP/1.1", "Content-Length: 5").body("worl");
            await().until(() -> simulator.bytesReceived() == 8);

            second.body("d");
            assertThat(second.answer()).startsWith("HTTP/1.1 200 ");
            first.body("o");
            assertThat(first.answer()).startsWith("HTTP/1.1 400 ").contains("already has media");
        }
        assertThat(simulator.media()).extracting(ReceivedMedia::sha256).isEqualTo(List.of(sha256("world".getBytes())));
    }

    @Test
    void keepsNothingOfAnUploadThatBreaksOff() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 6")
                    .body("hello");
            await().until(() -> simulator.bytesReceived() == 5);
        }

        await().until(() -> simulator.uploadsInProgress() == 0);
        assertThat(simulator.media()).isEmpty();
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(200);
    }

    @Test
    void readsNoFurtherThanTheLength() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5")
                    .body("hello, world");

            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(simulator.media(job)).map(ReceivedMedia::bytes).contains(5L);
    }

    @Test
    void takesTheNextRequestOnTheSameConnection() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5")
                    .body("hello");
            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
            connection.head("POST " + target() + " HTTP/1.1", "Content-Length: 5");
            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");
        }
        try (RawConnection connection = connect()) {
            connection.head("GET " + target() + " HTTP/1.1");
            assertThat(connection.answer()).startsWith("HTTP/1.1 400 ");
            String other = target(Cielo24Simulator.newJobId());
            connection.head("POST " + other + " HTTP/1.1", "Content-Length: 5").body("hello");
            assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
        }
    }

    private void assertRefused(String answer, String errorType, String comment) throws Exception {
        assertThat(answer).startsWith("HTTP/1.1 400 ").containsIgnoringCase("Content-Type: application/json");
        String json = answer.substring(answer.indexOf("\r\n\r\n"));
        assertThat(Json.read(json).path("ErrorType").asText()).isEqualTo(errorType);
        assertThat(Json.read(json).path("ErrorComment").asText()).contains(comment);
        assertThat(simulator.media()).isEmpty();
    }
}
