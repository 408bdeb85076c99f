package com.cielo24.simulator;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UrlModeTest extends SimulatorTest {
    private static final String VIDEO = "http://www.domain.com/video.mp4";

    @Test
    void addsMediaFromAUrlAndAnswersItsTask() throws Exception {
        Instant before = Instant.now();

        HttpResponse<String> answer = get(target(job, VIDEO));

        ReceivedMedia media = simulator.media(job).orElseThrow();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(Json.read(answer.body()).get("TaskId").asText())
                .matches("[0-9a-f]{32}")
                .isEqualTo(media.taskId());
        assertThat(media)
                .returns(job, ReceivedMedia::jobId)
                .returns("url", ReceivedMedia::mode)
                .returns(VIDEO, ReceivedMedia::mediaUrl)
                .returns(0L, ReceivedMedia::bytes)
                .returns(null, ReceivedMedia::sha256)
                .returns(null, ReceivedMedia::file);
        assertThat(media.receivedAt()).isBetween(before, Instant.now());
    }

    @Test
    void decodesTheUrlAsAFormSoThatALiteralPlusMustBeEscaped() throws Exception {
        get(target(job) + "&media_url=https%3A%2F%2Fh%2Fa+b%2Bc%2525%C3%A9%3Fx%3D1%26y%23z");

        assertThat(simulator.media(job)).map(ReceivedMedia::mediaUrl).contains("https://h/a b+c%25é?x=1&y#z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user@[2001:db8::1]:8443/a", "HTTP://h", "http://h?x", "http://h/é|{}"})
    void takesAnyAbsoluteHttpUrl(String mediaUrl) throws Exception {
        assertThat(get(target(job, mediaUrl)).statusCode()).isEqualTo(200);
        assertThat(simulator.media(job)).map(ReceivedMedia::mediaUrl).contains(mediaUrl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "video.mp4",
                "/video.mp4",
                "//h/video.mp4",
                "ftp://h/a",
                "http:///a",
                "http://u@/a",
                "http://h/\n"
            })
    void refusesWhatIsNoAbsoluteHttpUrl(String mediaUrl) throws Exception {
        assertRefused(get(target(job, mediaUrl)), "INVALID_URL");
    }

    @ParameterizedTest
    @CsvSource({
        "api_token=T&job_id=J&media_url=U, MISSING_PARAMETER",
        "v=&api_token=T&job_id=J&media_url=U, MISSING_PARAMETER",
        "v=2&api_token=T&job_id=J&media_url=U, INVALID_QUERY",
        "v=1&job_id=J&media_url=U, MISSING_PARAMETER",
        "v=1&api_token=0123&job_id=J&media_url=U, BAD_API_TOKEN",
        "v=1&api_token=T&media_url=U, MISSING_PARAMETER",
        "v=1&api_token=T&job_id=lecture&media_url=U, INVALID_QUERY",
        "v=1&api_token=T&job_id=0123&media_url=U, ITEM_NOT_FOUND",
        "v=1&api_token=T&job_id=J, MISSING_PARAMETER",
        "v=1&api_token=T&job_id=J&media_url=U&is_duplicate=yes, INVALID_QUERY",
        "v=1&api_token=T&job_id=J&media_url=U&priority=high, INVALID_QUERY",
        "v=1&api_token=T&job_id=J&media_url=U&v=1, INVALID_QUERY",
        "v=1&api_token=T&job_id=J&media_url=U&, INVALID_QUERY",
        "v=1&api_token=T&job_id=J&media_url=http://h/%FF, INVALID_QUERY"
    })
    void refusesAWrongQuery(String query, String errorType) throws Exception {
        String target = "/api/job/add_media?"
                + query.replace("=T", "=" + simulator.apiToken())
                        .replace("=J", "=" + job)
                        .replace("=U", "=http%3A%2F%2Fh%2Fv.mp4");

        assertRefused(get(target), errorType);
    }

    @Test
    void refusesAnUnescapedHash() throws Exception {
        try (RawConnection connection = connect()) {
            String answer = connection
                    .head("GET " + target(job) + "&media_url=http://h/a#b HTTP/1.1")
                    .answer();

            assertThat(answer).startsWith("HTTP/1.1 400").contains("INVALID_QUERY");
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotEscaped() throws Exception {
        try (RawConnection connection = connect()) {
            String answer = connection
                    .head("GET " + target(job) + "&media_url=http://h/\u00c3\u00a9 HTTP/1.1")
                    .answer();

            assertThat(answer).startsWith("HTTP/1.1 400").contains("INVALID_QUERY");
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void refusesASecondPieceOfMediaForAJob() throws Exception {
        get(target(job, VIDEO));

        HttpResponse<String> second = get(target(job, "http://h/another.mp4"));

        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).contains("INVALID_QUERY", "already has media");
        assertThat(simulator.media()).extracting(ReceivedMedia::mediaUrl).containsExactly(VIDEO);
    }

    @Test
    void takesUpperAndLowerCaseForTheSameJob() throws Exception {
        get(target(job.toUpperCase(), VIDEO));

        assertThat(get(target(job, "http://h/another.mp4")).statusCode()).isEqualTo(400);
        assertThat(simulator.media(job.toUpperCase()))
                .isEqualTo(simulator.media(job))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&is_duplicate=false", "&is_duplicate="})
    void refusesAUrlThatAnotherJobUsed(String parameter) throws Exception {
        get(target(Cielo24Simulator.newJobId(), VIDEO));

        HttpResponse<String> answer = get(target(job, VIDEO) + parameter);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_QUERY", "is_duplicate");
        assertThat(simulator.media(job)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void takesAUsedUrlAgainWhereADuplicateIsAllowed(String isDuplicate) throws Exception {
        get(target(Cielo24Simulator.newJobId(), VIDEO));

        assertThat(get(target(job, VIDEO) + "&is_duplicate=" + isDuplicate).statusCode())
                .isEqualTo(200);
        assertThat(simulator.media(job)).isPresent();
    }

    @Test
    void knowsOnlyTheJobsItWasGiven() throws Exception {
        String other = Cielo24Simulator.newJobId();
        try (Cielo24Simulator strict =
                Cielo24Simulator.builder().jobs(List.of("ABC")).start()) {
            simulator.close();
            simulator = strict;

            assertRefused(get(target(other, VIDEO)), "ITEM_NOT_FOUND");
            assertThat(get(target("abc", VIDEO)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesTheTokenItWasGiven() throws Exception {
        try (Cielo24Simulator other =
                Cielo24Simulator.builder().anyJob().apiToken("feed").start()) {
            assertThat(other.apiToken()).isEqualTo("feed");
            String withDemoToken = target(job, VIDEO);
            simulator.close();
            simulator = other;

            assertRefused(get(withDemoToken), "BAD_API_TOKEN");
            assertThat(get(target(job, VIDEO)).statusCode()).isEqualTo(200);
        }
    }

    private void assertRefused(HttpResponse<String> answer, String errorType) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(Json.read(answer.body()).get("ErrorType").asText()).isEqualTo(errorType);
        assertThat(Json.read(answer.body()).get("ErrorComment").asText()).isNotBlank();
        assertThat(simulator.media(job)).isEqualTo(Optional.empty());
    }
}
