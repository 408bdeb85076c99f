package com.cielo24.examples.captions;

import java.nio.file.Path;
import java.util.Map;

import com.cielo24.examples.support.ProgramArchive;
import com.cielo24.examples.support.ProgramProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is shipped, and the first run of it. */
class ArchiveIT {

    @TempDir
    Path base;

    @Test
    void showsHowCaptionsComeBackWithoutAnAccount() throws Exception {
        ProgramArchive archive = ProgramArchive.unpack(base, "captions");
        assertThat(archive.files()).contains("bin/captions", "captions.service", "Containerfile");

        String output = archive.run(Map.of("CAPTIONS_CALLBACK_PORT", "" + ProgramProcess.freePort()), "--once");

        assertThat(output).contains("No account is configured").doesNotContain("Exception");
        assertThat(archive.home().resolve("data/demo/done/lecture.vtt")).exists();
    }
}
