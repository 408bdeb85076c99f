package com.cielo24.examples.yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The route and the Kamelets as Camel Main runs them. */
class RecordingsTest {

    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Test
    void addsAFileToAJobOfItsOwn(@TempDir Path folder) throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("lecture.mp4"), "a recording");
        Files.writeString(inbox.resolve("empty.mp4"), "");
        Main main = new Main();
        try (Cielo24Simulator simulator = Cielo24Simulator.builder().start()) {
            main.addOverrideProperty("recordings.username", DEMO.username());
            main.addOverrideProperty("recordings.securekey", DEMO.securekey());
            main.addOverrideProperty("recordings.service", simulator.baseUrl().toString());
            main.addOverrideProperty("recordings.inbox", inbox.toString());
            main.addOverrideProperty(
                    "recordings.ledger", folder.resolve("ledger.db").toString());
            main.addOverrideProperty("recordings.settle", "100");
            main.start();

            await().atMost(PATIENCE).until(() -> Files.exists(inbox.resolve(".done/lecture.mp4")));
            assertThat(inbox.resolve("empty.mp4")).as("waits to be filled").exists();
            assertThat(simulator.media()).singleElement().satisfies(media -> assertThat(media.bytes())
                    .isEqualTo(11));
            assertThat(folder.resolve("ledger.db")).exists();
        } finally {
            main.stop();
        }
    }
}
