package com.cielo24.camel;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code getCaption} and {@code getTranscript}. */
class CaptionsTest {

    private static final String CAPTION = "/api/job/get_caption";
    private static final String TRANSCRIPT = "/api/job/get_transcript";
    private static final String SRT = "cielo24:getCaption?captionFormat=SRT";

    private final Cielo24Simulator service =
            Cielo24Simulator.builder().anyJob().transcriptionTime(Duration.ZERO).start();

    @TempDir
    Path folder;

    private Cielo24Camel camel;

    @BeforeEach
    void connect() throws Exception {
        camel = Cielo24Camel.to(service);
        camel.add("https://media.example.com/a.mp4");
        get("cielo24:performTranscription?fidelity=MECHANICAL");
    }

    @AfterEach
    void disconnect() {
        camel.close();
        service.close();
    }

    private Exchange get(String uri) {
        return get(uri, Map.of());
    }

    private Exchange get(String uri, Map<String, Object> headers) {
        return camel.add(uri + (uri.contains("?") ? "&" : "?") + "jobId=" + Cielo24Camel.JOB, "body", headers);
    }

    private String query(String path) {
        return service.requests(path).get(service.requests(path).size() - 1).rawQuery();
    }

    @Test
    void returnsCaptionsWithTheirSounds() {
        Exchange exchange = get(SRT, Map.of("Content-Length", "5"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(StreamCache.class);
        assertThat(exchange.getMessage().getBody(String.class))
                .startsWith("1\n00:00:")
                .contains(" --> ");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Cielo24Constants.JOB_ID, Cielo24Camel.JOB)
                .containsEntry(Exchange.CONTENT_TYPE, "text/plain;charset=UTF-8")
                .doesNotContainKey("Content-Length");
        assertThat(exchange.getProperty(Exchange.CHARSET_NAME)).isEqualTo("UTF-8");
        assertThat(query(CAPTION)).contains("caption_format=SRT", "remove_sound_references=false");
    }

    @Test
    void passesParametersOn() {
        Exchange exchange = get(
                SRT + "&caption.remove_sound_references=true&caption.line_ending_format=WINDOWS"
                        + "&caption.build_url=false&caption.sound_tokens_by_caption_list=RAW([\"MUSIC\"])",
                Map.of(Cielo24Constants.CAPTION_FORMAT, "WEB_VTT"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).startsWith("WEBVTT\r\n");
        assertThat(query(CAPTION))
                .contains(
                        "caption_format=WEB_VTT",
                        "remove_sound_references=true",
                        "line_ending_format=WINDOWS",
                        "sound_tokens_by_caption_list=%5B%22MUSIC%22%5D");
    }

    @Test
    void returnsATranscript() {
        Exchange exchange = get("cielo24:getTranscript?transcript.create_paragraphs=false");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isNotBlank();
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/plain;charset=UTF-8");
        assertThat(query(TRANSCRIPT)).contains("create_paragraphs=false").doesNotContain("remove_sound_references");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cielo24:getCaption",
                SRT + "&caption.Nope=1",
                SRT + "&caption.caption_format=SCC",
                SRT + "&caption.job_id=64be",
                SRT + "&caption.api_token=64be",
                "cielo24:getTranscript?transcript.v=2",
            })
    void refusesWhatCannotBeRightBeforeAnythingIsSent(String uri) {
        assertThat(failure(get(uri))).isInstanceOf(Cielo24InvalidRequestException.class);
        assertThat(service.requests(CAPTION)).isEmpty();
        assertThat(service.requests(TRANSCRIPT)).isEmpty();
    }

    @Test
    void saysThatAJobIsNotComplete() {
        Cielo24Exception refused =
                failure(camel.add(SRT, "body", Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId())));

        assertThat(refused).isInstanceOf(Cielo24ServiceException.class);
        assertThat(refused.isRetryable()).isFalse();
    }

    @Test
    void leavesNoHalfCaptions() {
        Map<Fault, Boolean> retryable = Map.of(
                new Fault.CutOffAnswer(400),
                true,
                Fault.status(502),
                true,
                // that of silent media would be the same each time
                new Fault.Status(200, Map.of("Content-Type", "text/plain"), ""),
                false);
        retryable.forEach((fault, isRetryable) -> {
            service.faults().forCall(CAPTION, fault, 1);

            Exchange exchange = get(SRT, Map.of("Content-Language", "de"));

            Cielo24Exception failure = failure(exchange);
            assertThat(failure).isInstanceOf(Cielo24UnknownOutcomeException.class);
            assertThat(failure.isRetryable()).isEqualTo(isRetryable);
            assertThat(exchange.getMessage().getBody()).isEqualTo("body");
            assertThat(exchange.getMessage().getHeader("Content-Language")).isEqualTo("de");
        });
        assertThat(get(SRT).getException()).isNull();
    }

    @Test
    void readsTheCharsetThatTheServiceNames() throws Exception {
        service.faults()
                .forCall(
                        CAPTION,
                        new Fault.Status(200, Map.of("Content-Type", "text/plain; charset=iso-8859-1"), "text"),
                        1);
        Exchange exchange = get(SRT);
        assertThat(exchange.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/plain;charset=ISO-8859-1");
        assertThat(exchange.getProperty(Exchange.CHARSET_NAME)).isEqualTo("ISO-8859-1");
    }

    /** Larger than the threshold of the stream caching. */
    @Test
    void spoolsToDiskAndCleansUp() throws Exception {
        camel.close();
        Path spool = folder.resolve("spool");
        camel = Cielo24Camel.to(service, context -> {
            context.getStreamCachingStrategy().setSpoolEnabled(true);
            context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
            context.getStreamCachingStrategy().setSpoolThreshold(100);
        });
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to(SRT)
                        .process(exchange -> assertThat(files(spool)).hasSize(1))
                        .to("file:" + folder.resolve("out") + "?fileName=a.srt&charset=UTF-8");
            }
        });

        assertThat(camel.add("direct:in", null, Map.of(Cielo24Constants.JOB_ID, Cielo24Camel.JOB))
                        .getException())
                .isNull();
        assertThat(folder.resolve("out/a.srt"))
                .content(StandardCharsets.UTF_8)
                .startsWith("1\n")
                .contains("-->");
        assertThat(files(spool)).isEmpty();

        service.faults().forCall(CAPTION, new Fault.CutOffAnswer(600), 1);
        assertThat(camel.add("direct:in", null, Map.of(Cielo24Constants.JOB_ID, Cielo24Camel.JOB))
                        .getException())
                .isInstanceOf(Cielo24UnknownOutcomeException.class);
        assertThat(files(spool)).isEmpty();
    }

    private static List<File> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toFile).toList();
        }
    }
}
