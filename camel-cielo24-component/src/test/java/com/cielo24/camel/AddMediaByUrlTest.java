package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Media by URL, seen from the wire.
 */
class AddMediaByUrlTest extends WithSimulator {

    private static final String VIDEO = "http://www.domain.com/video.mp4";

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
            try (Cielo24Simulator fresh = Cielo24Simulator.builder().anyJob().start();
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

    /** As files, shells and forms leave it. */
    @ParameterizedTest
    @ValueSource(strings = {VIDEO + "\n", " " + VIDEO + "\r\n", "\t" + VIDEO + "\u2003"})
    void trimsTheUrl(String url) {
        addsTheVideo("cielo24:addMedia", url, Map.of());
        addsTheVideo("cielo24:addMedia", null, Map.of(Cielo24Constants.MEDIA_URL, url));
        addsTheVideo("cielo24:addMedia?mediaUrl=%20" + VIDEO + "%0A", null, Map.of());
        addsTheVideo("cielo24:addEmbeddedMedia", url, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cielo24:addMedia?mode=url", "cielo24:addEmbeddedMedia"})
    void readsTheUrlFromBytesAndStreams(String uri) {
        for (String text : List.of(VIDEO, VIDEO + "\r\n", "\uFEFF" + VIDEO)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            GenericFile<Object> remote = new GenericFile<>();
            remote.setFile(new Object());
            remote.setBody(bytes);
            for (Object body : List.of(
                    bytes,
                    new ByteArrayInputStream(bytes),
                    new InputStreamCache(bytes),
                    new ReaderCache(text),
                    remote)) {
                addsTheVideo(uri, body, Map.of());
            }
        }
    }

    private void addsTheVideo(String uri, Object body, Map<String, Object> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        String job = Cielo24Simulator.newJobId();
        all.put(Cielo24Constants.JOB_ID, job);
        all.put(Cielo24Constants.ALLOW_DUPLICATE, true);

        assertThat(camel.add(uri, body, all).getException()).isNull();
        assertThat(service.media(job).orElseThrow().mediaUrl()).isEqualTo(VIDEO);
    }

    @Test
    void readsTheUrlOfACacheAgainWhenCamelRedelivers() throws Exception {
        camel.withRoutes(redelivering("cielo24:addMedia?mode=url"));
        InputStreamCache cache = new InputStreamCache(VIDEO.getBytes(StandardCharsets.UTF_8));
        cache.skip(5);
        service.faults().next(Fault.status(429));

        addsTheVideo("direct:redelivers", cache, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cielo24:addMedia?mode=url", "cielo24:addEmbeddedMedia"})
    void refusesAStreamThatWasRead(String uri) throws Exception {
        camel.withRoutes(redelivering(uri));
        service.faults().next(Fault.status(429));

        Exchange exchange = camel.add(
                "direct:redelivers",
                new ByteArrayInputStream(VIDEO.getBytes(StandardCharsets.UTF_8)),
                Map.of(Cielo24Constants.JOB_ID, JOB));

        assertThat(failure(exchange))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining("stream caching")
                .hasCauseInstanceOf(Cielo24ServiceException.class);
    }

    @Test
    void usesUpTheHeadersOfTheMedia() {
        Exchange exchange = camel.add(
                "cielo24:addMedia",
                null,
                Map.of(
                        Cielo24Constants.JOB_ID,
                        JOB,
                        Cielo24Constants.MEDIA_URL,
                        VIDEO,
                        Cielo24Constants.ALLOW_DUPLICATE,
                        true,
                        Cielo24Constants.CONTENT_LENGTH,
                        5,
                        "Content-Type",
                        "video/mp4",
                        "content-length",
                        5,
                        "Content-Encoding",
                        "gzip",
                        "Content-Disposition",
                        "attachment",
                        Cielo24Constants.EXTERNAL_ID,
                        "ours",
                        "kept",
                        "true"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders())
                .containsOnlyKeys(
                        Cielo24Constants.JOB_ID, Cielo24Constants.TASK_ID, Cielo24Constants.EXTERNAL_ID, "kept");
    }

    @Test
    void keepsTheHeadersOfTheMediaForTheNextAttempt() throws Exception {
        camel.withRoutes(redelivering("cielo24:addMedia"));
        service.faults().next(Fault.status(429));
        Map<String, Object> headers = Map.of(Cielo24Constants.MEDIA_URL, VIDEO, "Content-Type", "video/mp4");

        addsTheVideo("direct:redelivers", "text", headers);

        service.faults().next(Fault.status(400));
        assertThat(camel.add("cielo24:addMedia?jobId=" + OwnTask.job(9), null, headers)
                        .getMessage()
                        .getHeaders())
                .containsAllEntriesOf(headers);
    }

    @Test
    void addsTheNextBodyRatherThanTheUrlBefore() throws Exception {
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two")
                        .to("cielo24:addMedia")
                        .setHeader(Cielo24Constants.JOB_ID, constant(OwnTask.job(2)))
                        .setBody(constant(new byte[3]))
                        .to("cielo24:addMedia");
            }
        });

        camel.add("direct:two", null, Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.MEDIA_URL, VIDEO));

        assertThat(service.media(OwnTask.job(2)).orElseThrow().bytes()).isEqualTo(3);
    }

    private static RouteBuilder redelivering(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Cielo24ServiceException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(1);
                from("direct:redelivers").streamCache("false").to(uri);
            }
        };
    }
}
