package com.cielo24.examples.captions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.cielo24.examples.support.KeysCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.captions.RunningCaptions.files;
import static org.assertj.core.api.Assertions.assertThat;

/** The program as a person starts it, and what its README says of it. */
class ProgramTest {

    @TempDir
    Path base;

    @Test
    void showsWithoutAnAccountHowCaptionsComeBack() throws Exception {
        String port = "captions.callback.port=" + RunningCaptions.freePort();
        try (CaptionsProcess demo = new CaptionsProcess(base, List.of(port), "--once")) {
            assertThat(demo.awaitExit(100)).as(demo.output()).isZero();
            assertThat(demo.output()).contains("DEMO").contains("lecture.wav: captions are there: srt, vtt");
            assertThat(files(base.resolve("data/demo/done")))
                    .containsExactly("lecture.srt", "lecture.vtt", "lecture.wav", "lecture.wav.result.json");
        }
    }

    @Test
    void refusesAFormatAndAKeyThatDoNotExist() throws Exception {
        try (CaptionsProcess program = new CaptionsProcess(base, List.of("captions.formats=srt,docx"))) {
            assertThat(program.awaitExit(60)).isEqualTo(2);
            assertThat(program.output()).contains("captions.formats is 'srt,docx', but must have");
        }
        try (CaptionsProcess program = new CaptionsProcess(base, List.of("captions.fidelty=PREMIUM"))) {
            assertThat(program.awaitExit(60)).isEqualTo(2);
            assertThat(program.output()).contains("there is no key captions.fidelty");
        }
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
