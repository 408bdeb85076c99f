package com.cielo24.camel;

import java.net.URI;
import java.net.URL;
import java.util.List;
import java.util.Map;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Media by URL, seen from the wire.
 */
class AddMediaByUrlTest {

    private static final String VIDEO = "http://www.domain.com/video.mp4";

    private Cielo24Simulator service;
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        service = Cielo24Simulator.builder().start();
        camel = Cielo24Camel.to(service);
    }

    @AfterEach
    void stop() {
        camel.close();
        service.close();
    }

    @Test
    void sendsAGetWithTheQueryInTheOrderOfThePage() {
        Exchange exchange = camel.add(VIDEO);

        assertThat(exchange.getException()).isNull();
        assertThat(service.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/api/job/add_media");
            assertThat(request.rawQuery())
                    .isEqualTo("v=1&api_token=" + service.apiToken() + "&job_id=" + JOB
                            + "&media_url=http%3A%2F%2Fwww.domain.com%2Fvideo.mp4");
            assertThat(request.headers().keySet())
                    .extracting(String::toLowerCase)
                    .containsExactlyInAnyOrder("accept", "connection", "host", "user-agent");
        });
    }

    @Test
    void answersWithTheTaskAndNoSize() {
        Exchange exchange = camel.add(
                "cielo24:addMedia", VIDEO, Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.BYTES_SENT, 5L));

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(service.media(JOB).orElseThrow().taskId());
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("CamelCielo24BytesSent");
    }

    @Test
    void asksForADuplicateOnlyWhereToldTo() {
        camel.add(
                "cielo24:addMedia?allowDuplicate=true",
                VIDEO,
                Map.of(Cielo24Constants.JOB_ID, "a100000000000000000000000000000a"));
        assertThat(service.requests().get(0).rawQuery()).endsWith("video.mp4&is_duplicate=true");

        camel.add(
                "cielo24:addMedia?allowDuplicate=true",
                VIDEO,
                Map.of(
                        Cielo24Constants.JOB_ID,
                        "a100000000000000000000000000000a",
                        Cielo24Constants.ALLOW_DUPLICATE,
                        "false"));
        assertThat(service.requests().get(1).rawQuery()).endsWith("video.mp4");

        camel.add(
                "cielo24:addMedia",
                VIDEO,
                Map.of(
                        Cielo24Constants.JOB_ID,
                        "a100000000000000000000000000000a",
                        Cielo24Constants.ALLOW_DUPLICATE,
                        true));
        assertThat(service.requests().get(2).rawQuery()).endsWith("&is_duplicate=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bucket.s3.amazonaws.com/a%20b%2Fc.mp4?X-Amz-Signature=ab%2Bc%3D&X-Amz-Date=2026#t=1,2",
                "https://example.com/a+b.mp4?q=1+2&r=%2B",
                "https://example.com/with space and 'quotes' \"double\" <angle> | ` ^ { } \\.mp4",
                "https://example.com/Vorlesung-\u00fcber-\u65e5\u672c\u8a9e-\ud83c\udfa5.mp4",
                "https://m\u00fcller.example/film.mp4",
                "http://[2001:db8::1]:8080/video.mp4",
                "http://user:pass%40word@example.com/private.mp4",
                "HTTPS://EXAMPLE.COM/VIDEO.MP4?a=b&job_id=ffff&v=2&is_duplicate=true",
                "https://example.com?no-path",
                "https://example.com/100%.mp4",
                "https://example.com/~tilde_-.!*'();:@&=+$,/?#[]",
            })
    void deliversTheUrlToTheLetter(String url) {
        Exchange exchange = camel.add(
                "cielo24:addMedia", null, Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.MEDIA_URL, url));

        assertThat(exchange.getException()).isNull();
        assertThat(service.media(JOB).orElseThrow().mediaUrl()).isEqualTo(url);
    }

    @Test
    void encodesASpaceAPlusAndAnEscape() {
        camel.add("https://example.com/a b+c%20d");

        assertThat(service.requests().get(0).rawQuery())
                .endsWith("&media_url=https%3A%2F%2Fexample.com%2Fa%20b%2Bc%2520d");
    }

    @Test
    void takesTheUrlFromHeaderOptionOrBodyInThisOrder() throws Exception {
        for (Object body : List.of(new URL(VIDEO), new URI(VIDEO), VIDEO)) {
            try (Cielo24Simulator fresh = Cielo24Simulator.builder().start();
                    Cielo24Camel other = Cielo24Camel.to(fresh)) {
                other.add(body);
                assertThat(fresh.media(JOB).orElseThrow().mediaUrl()).isEqualTo(VIDEO);
            }
        }
        String uri = "cielo24:addMedia?mediaUrl=https://example.com/option.mp4";
        camel.add(uri, new byte[] {1}, Map.of(Cielo24Constants.JOB_ID, "a100000000000000000000000000000a"));
        assertThat(service.media("a100000000000000000000000000000a")
                        .orElseThrow()
                        .mediaUrl())
                .isEqualTo("https://example.com/option.mp4");

        camel.add(
                uri,
                new byte[] {1},
                Map.of(
                        Cielo24Constants.JOB_ID,
                        "a200000000000000000000000000000a",
                        Cielo24Constants.MEDIA_URL,
                        "https://example.com/header.mp4"));
        assertThat(service.media("a200000000000000000000000000000a")
                        .orElseThrow()
                        .mediaUrl())
                .isEqualTo("https://example.com/header.mp4");
    }

    @Test
    void takesNothingElseFromTheExchangeIntoTheRequest() {
        camel.add(
                "cielo24:addMedia",
                VIDEO,
                Map.of(
                        Cielo24Constants.JOB_ID,
                        JOB,
                        "X-Anything",
                        "at all",
                        "Host",
                        "elsewhere.example.com",
                        Exchange.HTTP_URI,
                        "http://127.0.0.1:1/",
                        Exchange.HTTP_QUERY,
                        "v=2",
                        Exchange.HTTP_METHOD,
                        "POST"));

        assertThat(service.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.rawQuery()).startsWith("v=1&api_token=");
            assertThat(request.header("X-Anything")).isEmpty();
            assertThat(request.header("Host")).containsExactly("127.0.0.1:" + service.port());
        });
    }
}
