package com.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ApplicationTest {

    @TempDir
    Path inbox;

    @Test
    void addsAFileToItsJob() throws Exception {
        Files.writeString(inbox.resolve("lecture.mp4"), "a recording");
        try (Cielo24Simulator simulator = Cielo24Simulator.builder().start()) {
            Main main = Application.main();
            main.addOverrideProperty("inbox", inbox.toString());
            main.addOverrideProperty("camel.component.cielo24.base-url", simulator.baseUrl().toString());
            main.addOverrideProperty("camel.component.cielo24.api-token", simulator.apiToken());
            main.start();
            try {
                simulator.awaitRequest("/api/job/add_media", Duration.ofMinutes(2));
                assertEquals(1, simulator.media().size());
            } finally {
                main.stop();
            }
        }
    }

    @Test
    void hasOneCamel() {
        Set<String> versions = new TreeSet<>();
        Matcher jars = Pattern.compile("org/apache/camel/camel-[^/]+/([^/]+)/")
                .matcher(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        while (jars.find()) {
            versions.add(jars.group(1));
        }
        assertEquals(Set.of(System.getProperty("camel.version")), versions);
    }
}
