package com.cielo24.simulator;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;

import fr.noop.subtitle.model.SubtitleCue;
import fr.noop.subtitle.model.SubtitleObject;
import fr.noop.subtitle.model.SubtitleParser;
import fr.noop.subtitle.sami.SamiParser;
import fr.noop.subtitle.srt.SrtParser;
import fr.noop.subtitle.vtt.VttParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import static org.assertj.core.api.Assertions.assertThat;

/** The captions and the transcript of a job that is complete, read by parsers that are not the simulator's. */
class CaptionTest extends SimulatorTest {
    private static final String TTML = "http://www.w3.org/ns/ttml";

    private String jobId;

    @BeforeEach
    @Override
    void start() {
        simulator = Cielo24Simulator.builder().transcriptionTime(Duration.ZERO).start();
        jobId = simulator.newJob();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 320, 64_000, 3_200_000})
    void givesSrtAndWebVttThatParsersAccept(int size) throws Exception {
        transcribe(size);
        for (String sounds : List.of("true", "false")) {
            String parameters = "&remove_sound_references=" + sounds;
            List<SubtitleCue> srt = parse(new SrtParser("utf-8"), caption("SRT", parameters));
            assertInOrder(srt, Math.max(10, size / 32));
            assertThat(srt)
                    .extracting(SubtitleCue::getId)
                    .isEqualTo(IntStream.rangeClosed(1, srt.size())
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(srt.stream().anyMatch(cue -> cue.getText().equals("[MUSIC]")))
                    .isEqualTo(sounds.equals("false"));

            String vtt = caption("WEB_VTT", parameters);
            assertThat(vtt).startsWith("WEBVTT\n\n");
            List<SubtitleCue> cues = parse(new VttParser("utf-8"), vtt);
            assertInOrder(cues, Math.max(10, size / 32));
            assertThat(cues).hasSameSizeAs(srt);
        }
    }

    @Test
    void givesDfxpThatIsTtml() throws Exception {
        transcribe(1_000_000);
        String header = "<head><ttm:title>A &amp; B</ttm:title></head>";

        for (String parameters : List.of("", "&dfxp_header=" + encoded(header))) {
            Document document = xml(caption("DFXP", parameters));

            Element root = document.getDocumentElement();
            assertThat(root.getLocalName()).isEqualTo("tt");
            assertThat(root.getNamespaceURI()).isEqualTo(TTML);
            assertThat(root.getAttribute("xml:lang")).isEqualTo("en");
            assertThat(root.getElementsByTagNameNS(TTML, "head").getLength()).isEqualTo(1);
            assertThat(root.getElementsByTagNameNS(TTML, "head").item(0).getTextContent())
                    .isEqualTo(parameters.isEmpty() ? "" : "A & B");
            NodeList cues = root.getElementsByTagNameNS(TTML, "p");
            assertThat(cues.getLength()).isGreaterThan(3);
            for (int i = 0; i < cues.getLength(); i++) {
                Element cue = (Element) cues.item(i);
                assertThat(cue.getParentNode().getLocalName()).isEqualTo("div");
                assertThat(cue.getAttribute("begin"))
                        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}")
                        .isLessThan(cue.getAttribute("end"));
            }
            assertThat(root.getTextContent()).contains("Q&A", "Grüße", "字幕");
        }
    }

    @Test
    void givesSamiThatAParserAccepts() throws Exception {
        transcribe(640_000);

        assertThat(parse(new SamiParser("utf-8"), caption("SAMI", "")))
                .extracting(SubtitleCue::getText)
                .anyMatch(text -> text.contains("Zürich"));
    }

    @ParameterizedTest
    @EnumSource(CaptionFormat.class)
    void givesEveryFormatAsText(CaptionFormat format) throws Exception {
        transcribe(64_000);

        HttpResponse<String> answer = call("get_caption", "&caption_format=" + format);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.body().lines().count()).isGreaterThan(1);
    }

    @Test
    void lastsAsLongAsTheMedia() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .transcriptionTime(Duration.ZERO)
                .lengthOfUrls(Duration.ofHours(30))
                .start();
        jobId = simulator.newJob();
        get(target(jobId, "http://h/long"));
        order();

        List<SubtitleCue> cues = parse(new SrtParser("utf-8"), caption("SRT", ""));

        assertThat(cues.get(cues.size() - 1).getEndTime().getHour()).isEqualTo(29);
        assertThat(cues).hasSizeGreaterThan(30_000);
    }

    @Test
    void honoursLineLengthLineEndingsCaseAndMark() throws Exception {
        transcribe(640_000);

        String captions = caption(
                "SRT",
                "&characters_per_caption_line=20&lines_per_caption=2&line_ending_format=WINDOWS&utf8_mark=true"
                        + "&force_case=upper");

        assertThat(captions)
                .startsWith("\ufeff1\r\n")
                .contains("GOOD MORNING, AND")
                .doesNotContain("Good");
        assertThat(captions.replace("\r\n", "")).doesNotContain("\n", "\r");
        List<SubtitleCue> cues = parse(new SrtParser("utf-8"), captions.substring(1));
        assertInOrder(cues, 20_000);
        assertThat(cues).allSatisfy(cue -> {
            assertThat(cue.getLines()).hasSizeLessThanOrEqualTo(2);
            assertThat(cue.getText().split("\n")).allMatch(line -> line.length() <= 20);
        });
        assertThat(caption("SRT", "&line_ending_format=OSX")).contains("\r").doesNotContain("\n");
        assertThat(caption("SRT", "&line_ending_format=UNIX")).isEqualTo(caption("SRT", ""));
    }

    @Test
    void givesCaptionsAUrlThatNeedsNoToken() throws Exception {
        transcribe(64_000);

        HttpResponse<String> answer =
                call("get_caption", "&caption_format=WEB_VTT&build_url=true&remove_sound_references=false");

        String url = Json.read(answer.body()).path("CaptionUrl").asText();
        assertThat(url).startsWith(simulator.baseUrl().toString()).doesNotContain(simulator.apiToken());
        String target = URI.create(url).getRawPath() + "?" + URI.create(url).getRawQuery();
        assertThat(get(target).body()).isEqualTo(caption("WEB_VTT", "&remove_sound_references=false"));
        assertThat(get(target.replace("WEB_VTT", "WORD")).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "caption_format=WORD",
                "caption_format=srt",
                "caption_format=SRT&caption=1",
                "caption_format=SRT&file_format=txt",
                "caption_format=SRT&build_url=maybe",
                "caption_format=SRT&remove_sound_references=no",
                "caption_format=SRT&line_ending_format=DOS",
                "caption_format=SRT&characters_per_caption_line=0",
                "caption_format=SRT&remove_sounds_list=MUSIC",
                "caption_format=DFXP&dfxp_header=head",
                "caption_format=SRT&iwp_name=DRAFT",
                "caption_format=SRT&silence_max_ms=-1"
            })
    void refusesWhatIsNotDocumented(String parameters) throws Exception {
        transcribe(10);

        HttpResponse<String> answer = call("get_caption", "&" + parameters);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).containsAnyOf("INVALID_QUERY", "MISSING_PARAMETER");
    }

    @Test
    void hasNoResultBeforeTheJobIsComplete() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .transcriptionTime(Duration.ofHours(1))
                .start();
        jobId = simulator.newJob();
        for (int i = 0; i < 3; i++) {
            for (String call : List.of("get_caption", "get_transcript")) {
                HttpResponse<String> answer = call(call, call.equals("get_caption") ? "&caption_format=SRT" : "");
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("ErrorType", "not complete");
            }
            if (i == 0) {
                get(target(jobId, "http://h/a"));
            } else {
                order();
            }
        }
        assertThat(get("/captions?caption_format=SRT&job_id=" + jobId).body()).contains("not complete");
    }

    @Test
    void givesATranscript() throws Exception {
        transcribe(3_200_000);

        HttpResponse<String> answer = call("get_transcript", "");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.body())
                .startsWith("[00:00:00.000]\nGood morning")
                .contains("Straßenbahn", "\n\n[00:00:36.000]\n")
                .doesNotContain("[MUSIC]");
        assertThat(call("get_transcript", "&timecode_every_paragraph=false&remove_sound_references=false")
                        .body())
                .startsWith("Good morning")
                .contains("[MUSIC]");
        assertThat(call("get_transcript", "&file_format=html").body())
                .startsWith("<!DOCTYPE html>")
                .contains("a &lt; b");
        assertThat(call("get_transcript", "&file_format=pdf").body()).contains("INVALID_QUERY");
        assertThat(call("get_transcript", "&caption_format=SRT").body()).contains("INVALID_QUERY");
    }

    /** None is empty, none overlaps the next, and the last ends with the media. */
    private static void assertInOrder(List<SubtitleCue> cues, long lengthMillis) {
        assertThat(cues).isNotEmpty();
        long end = 0;
        for (SubtitleCue cue : cues) {
            assertThat(cue.getText()).isNotBlank();
            assertThat(cue.getStartTime().getTime()).isGreaterThanOrEqualTo(end);
            end = cue.getEndTime().getTime();
            assertThat(end).isGreaterThan(cue.getStartTime().getTime());
        }
        assertThat(end).isLessThanOrEqualTo(lengthMillis);
    }

    private static List<SubtitleCue> parse(SubtitleParser parser, String captions) throws Exception {
        SubtitleObject parsed = parser.parse(new ByteArrayInputStream(captions.getBytes(StandardCharsets.UTF_8)));
        return parsed.getCues();
    }

    private static Document xml(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void transcribe(int size) throws Exception {
        post(target(jobId), bytes(size));
        order();
    }

    private void order() throws Exception {
        assertThat(call("perform_transcription", "&transcription_fidelity=PREMIUM&priority=STANDARD")
                        .statusCode())
                .isEqualTo(200);
    }

    private String caption(String format, String parameters) throws Exception {
        HttpResponse<String> answer = call("get_caption", "&caption_format=" + format + parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> call(String name, String parameters) throws Exception {
        return get("/api/job/" + name + "?v=1&api_token=" + simulator.apiToken() + "&job_id=" + jobId + parameters);
    }
}
