package com.cielo24.examples.queue;

import java.nio.file.Path;
import java.util.Map;

import com.cielo24.examples.support.ProgramArchive;
import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is shipped, and the first run of it. */
class ArchiveIT {

    @TempDir
    Path base;

    @Test
    void showsWhereThreeMessagesEndWithoutAnAccountAndTakesItsOwnConfiguration() throws Exception {
        ProgramArchive archive = ProgramArchive.unpack(base, "message-queue");
        assertThat(archive.files()).contains("bin/message-queue", "message-queue.service", "Containerfile");
        archive.configure("application.properties", "../data", "../queue");
        archive.configure("logback.xml", "%msg", "[conf] %msg");

        String output = archive.run(Map.of("BROKER_PORT", "" + ProgramProcess.freePort()), "--once");

        assertThat(output.split("Ended in  cielo24.media.added", -1)).hasSize(3);
        assertThat(output.split("Ended in  cielo24.media.failed", -1)).hasSize(2);
        assertThat(output)
                .contains("[conf] ", "No account is configured")
                .contains("cielo24Reason: the file's path has '..'")
                .doesNotContain(Cielo24Simulator.DEMO_TOKEN)
                .doesNotContain("Exception");
        assertThat(archive.home().resolve("queue/demo/simulator")).isNotEmptyDirectory();
    }
}
