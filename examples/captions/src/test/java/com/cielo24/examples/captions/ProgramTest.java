package com.cielo24.examples.captions;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.cielo24.examples.support.KeysCheck;
import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.examples.support.Refusal;
import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.captions.RunningCaptions.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program as a person starts it, and what its README says of it. */
class ProgramTest {

    @TempDir
    Path base;

    @Test
    void showsWithoutAnAccountHowCaptionsComeBack() throws Exception {
        String port = "captions.callback.port=" + ProgramProcess.freePort();
        // as the demo of the directory watch leaves it in the same folder
        Path other = Files.createDirectories(base.resolve("data/demo/done")).resolve("tone.wav.result.json");
        Files.writeString(other, "{\"file\": \"tone.wav\", \"job\": \"" + "0".repeat(32) + "\"}");
        try (CaptionsProcess demo = new CaptionsProcess(base, List.of(port), "--once")) {
            assertThat(demo.awaitExit(100)).as(demo.output()).isZero();
            assertThat(demo.output()).contains("DEMO").contains("lecture.wav: captions are there: srt, vtt");
            assertThat(files(base.resolve("data/demo/done")))
                    .containsExactly(
                            "lecture.srt",
                            "lecture.vtt",
                            "lecture.wav",
                            "lecture.wav.result.json",
                            "tone.wav.result.json");
        }
    }

    @Test
    void fetchesWhatWasOrderedEarlierAndEnds() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder()
                .transcriptionTime(Duration.ofMillis(500))
                .start()) {
            Files.createDirectories(base.resolve("data/inbox"));
            for (int i = 0; i < 20; i++) {
                Files.writeString(base.resolve("data/inbox/" + i + ".mp4"), "x".repeat(10_000 + i));
            }
            List<String> properties = List.of(
                    "camel.component.cielo24.base-url=" + service.baseUrl(),
                    "camel.component.cielo24.api-token=" + service.apiToken(),
                    "ingest.settle=50ms",
                    "captions.formats=vtt");
            try (CaptionsProcess first = new CaptionsProcess(base, properties, "--once")) {
                first.awaitExit(100);
            }
            await().until(() -> service.orders().size() == 20);
            TimeUnit.SECONDS.sleep(1);
            try (CaptionsProcess second = new CaptionsProcess(base, properties, "--once")) {
                assertThat(second.awaitExit(100)).as(second.output()).isZero();
            }
            assertThat(files(base.resolve("data/done")))
                    .filteredOn(path -> path.endsWith(".vtt"))
                    .hasSize(20);
        }
    }

    @Test
    void refusesAConfigurationThatCannotWork() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "" + other.getLocalPort();
            assertRefused("captions.callback.port is " + port + ", but", Map.of("captions.callback.port", port));
        }
        assertRefused("captions.formats is 'srt,docx', but must have", Map.of("captions.formats", "srt,docx"));
        assertRefused(
                "captions.fidelity is 'GOLD', but must be MECHANICAL or PREMIUM or PROFESSIONAL",
                Map.of("captions.fidelity", "GOLD"));
        assertRefused(
                "captions.priority is 'HIGH', but must be STANDARD or PRIORITY", Map.of("captions.priority", "HIGH"));
        assertRefused("there is no key captions.fidelty", Map.of("captions.fidelty", "PREMIUM"));
        // without an account it is a demo, which sets this key itself
        assertRefused(
                "captions.callback.url must be",
                Map.of(
                        "captions.callback.url",
                        "media.example.org",
                        "camel.component.cielo24.api-token",
                        "0".repeat(32)));
    }

    private void assertRefused(String reason, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("ingest.folder", base.toString());
        assertThat(Refusal.of(Captions::new, all)).contains("Cannot start: ", reason);
    }

    @Test
    void theReadmeShowsTheWholeRouteAndTheHelpEveryKey() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String source = Files.readString(Path.of("src/main/java/com/cielo24/examples/captions/CaptionRoutes.java"));
        String method = source.replaceFirst("(?s).*public void configure\\(\\) \\{\n(.*?)\n    \\}\n.*", "$1");
        String shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        assertThat(unindented(shown)).isEqualTo(unindented(method));
        KeysCheck.check(new Captions(new Properties()));
    }

    /** Examples stand further left than in the files. */
    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
