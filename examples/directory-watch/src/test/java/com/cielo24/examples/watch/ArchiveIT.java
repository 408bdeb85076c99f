package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.support.ProgramArchive;
import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.support.ProgramProcess.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;

/** What is shipped, and the first run of it. */
class ArchiveIT {

    @TempDir
    Path base;

    @Test
    void showsTheWholePathInItsFirstRunWithoutAnAccountAndTakesItsOwnConfiguration() throws Exception {
        ProgramArchive archive = ProgramArchive.unpack(base, "directory-watch");
        assertThat(archive.files())
                .containsExactly(
                        "Containerfile",
                        "LICENSE",
                        "NOTICE",
                        "bin/directory-watch",
                        "conf/application.properties",
                        "conf/logback.xml",
                        "directory-watch.service");
        archive.configure("application.properties", "../data", "../recordings");
        archive.configure("logback.xml", "%msg", "[conf] %msg");
        Path inbox = Files.createDirectories(base.resolve("inbox"));
        Files.writeString(inbox.resolve(job(1) + ".mp4"), "mine");

        String output = archive.run(Map.of("INGEST_INBOX", inbox.toString()), "--once");

        Path demo = archive.home().resolve("recordings/demo");
        List<String> done = files(demo.resolve("done"));
        assertThat(done).hasSize(2);
        assertThat(done.get(0)).matches("[0-9a-f]{32}-tone.wav");
        assertThat(demo.resolve("simulator").resolve(done.get(0).substring(0, 32)))
                .hasSameBinaryContentAs(demo.resolve("done").resolve(done.get(0)));
        assertThat(output)
                .contains("this is a DEMO", "1 done, 0 failed", "[conf] Watching ")
                .doesNotContain(Cielo24Simulator.DEMO_TOKEN, "Exception");
        assertThat(inbox.resolve(job(1) + ".mp4")).as("no file of the demo").hasContent("mine");
    }
}
