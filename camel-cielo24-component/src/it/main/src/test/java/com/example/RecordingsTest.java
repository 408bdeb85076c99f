package com.example;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Media;
import com.cielo24.client.NewJob;
import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The program, in a process of its own: its account comes from the environment. */
class RecordingsTest {

    private static final Account ACCOUNT = Cielo24Simulator.DEMO_ACCOUNT;

    @TempDir
    Path folder;

    @Test
    void addsRecordingsToJobsMovesThemByOutcomeAndFetchesTheirCaptions() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().start()) {
            // a job that has this media, of which the ledger knows nothing
            Path known = file("known.mp4");
            add(service, known);
            drop(known);
            // sent again after a failure that is retryable
            service.faults().forCall("/api/job/add_media", Fault.status(503), 1);
            drop(file("lecture.mp4"));

            Process program = start(service);
            try {
                await("done", "lecture.mp4");
                await("review", "known.mp4");
                // creating the job is refused, and no job is found
                service.faults().forCall("/api/job/new", Fault.status(400), 1);
                drop(file("refused.mp4"));
                await("failed", "refused.mp4");
            } finally {
                program.destroy();
                program.waitFor();
            }
            assertEquals(2, service.media().size());
            assertEquals(1, service.orders().size());

            // what is complete by now is found by the first look after a start
            Process again = start(service);
            try {
                await("done", "lecture.mp4.srt");
            } finally {
                again.destroy();
                again.waitFor();
            }
            assertTrue(Files.readString(folder.resolve("done/lecture.mp4.srt")).contains("-->"));
            assertEquals(1, service.orders().size());
        }
    }

    private Process start(Cielo24Simulator service) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dcamel.component.cielo24.base-url=" + service.baseUrl()));
        command.addAll(List.of("-cp", classPath(), Recordings.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/program.log"));
        builder.environment().put("CIELO24_USERNAME", ACCOUNT.username());
        builder.environment().put("CIELO24_SECUREKEY", ACCOUNT.securekey());
        return builder.start();
    }

    private static void add(Cielo24Simulator service, Path file) throws Exception {
        try (Cielo24Client client = Cielo24Client.builder()
                .baseUrl(service.baseUrl().toString())
                .securekey(ACCOUNT.username(), ACCOUNT.securekey())
                .build()) {
            String externalId = file.getFileName() + "-" + Files.size(file) + "-"
                    + Files.getLastModifiedTime(file).toMillis();
            client.addMedia(NewJob.withExternalId(externalId, "before"), Media.file(file));
        }
    }

    /** Unchanged for a minute, so that the program need not wait. */
    private Path file(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "a recording");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    private void drop(Path file) throws Exception {
        Files.move(file, Files.createDirectories(folder.resolve("inbox")).resolve(file.getFileName()));
    }

    private void await(String outcome, String name) throws Exception {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        while (!Files.exists(folder.resolve(outcome).resolve(name))) {
            assertTrue(Instant.now().isBefore(end), name + " is not in " + outcome);
            Thread.sleep(100);
        }
    }

    @Test
    void hasOneCamel() {
        Set<String> versions = new TreeSet<>();
        Matcher jars = Pattern.compile("org/apache/camel/camel-[^/]+/([^/]+)/").matcher(classPath());
        while (jars.find()) {
            versions.add(jars.group(1));
        }
        assertEquals(Set.of(System.getProperty("camel.version")), versions);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
