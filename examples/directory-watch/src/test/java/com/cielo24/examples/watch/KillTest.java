package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.support.ProgramProcess.files;
import static com.cielo24.examples.watch.RunningWatch.json;
import static org.assertj.core.api.Assertions.assertThat;

/** The watch, killed again and again. */
class KillTest {

    private static final List<String> SETTINGS = List.of(
            "ingest.settle=50ms",
            "ingest.backoff=20ms",
            "ingest.backoff.max=200ms",
            "ingest.create-jobs=true",
            "camel.main.jmx-enabled=false",
            // the last run waits for it once for every four files whose sender was killed
            "ingest.lease=1s",
            "camel.component.cielo24.stall-timeout=500ms",
            "camel.component.cielo24.response-timeout=500ms");

    @TempDir
    Path base;

    @Test
    void everyFileIsInOnePlaceAndWhatIsDoneIsAtTheService() throws Exception {
        killAndCheck(6);
    }

    @Test
    @Tag("long")
    void everyFileIsInOnePlaceAfterManyKills() throws Exception {
        killAndCheck(Integer.getInteger("kill.kills", 200));
    }

    private void killAndCheck(int kills) throws Exception {
        try (Kills killed = new Kills(base)) {
            killed.run(kills, true, () -> WatchProcess.start(base, killed.service, SETTINGS));
            try (WatchProcess last = WatchProcess.start(base, killed.service, SETTINGS, "--once")) {
                last.awaitExit(60 + 10L * kills);
                check(killed, last.output());
            }
        }
    }

    private void check(Kills killed, String log) {
        RunningWatch.Folders folders = RunningWatch.folders(base);
        Map<String, Path> ended = new HashMap<>();
        Map<String, String> jobs = new HashMap<>();
        for (Path folder : List.of(folders.done(), folders.failed(), folders.review())) {
            String suffix = folder.equals(folders.done()) ? RunningWatch.RESULT : RunningWatch.ERROR;
            List<String> media = files(folder).stream()
                    .filter(path -> !path.endsWith(".json"))
                    .toList();
            assertThat(files(folder)).as(log).hasSize(2 * media.size());
            for (String path : media) {
                assertThat(ended.put(path, folder)).as(path).isNull();
                assertThat(folder.resolve(path)).hasBinaryContent(killed.dropped.get(path));
                assertThat(json(folder.resolve(path + suffix)).get("file").asText())
                        .isEqualTo(path);
                if (folder.equals(folders.done())) {
                    jobs.put(
                            path, json(folder.resolve(path + suffix)).get("job").asText());
                }
            }
        }
        assertThat(ended.keySet()).as(log).containsExactlyInAnyOrderElementsOf(killed.dropped.keySet());
        assertThat(files(folders.failed())).as(log).isEmpty();
        // only of jobs that the files name, and only where an attempt before had worked
        assertThat(ended.entrySet())
                .filteredOn(file -> file.getValue().equals(folders.review()))
                .allSatisfy(file -> assertThat(file.getKey()).startsWith("0000"));
        assertThat(files(folders.work())).containsExactly(".filing.lock");
        assertThat(Files.exists(folders.inbox().resolve("course 1"))).isFalse();
        killed.checkDone(folders.done(), jobs);
        System.out.println(jobs.size() + " done, " + (ended.size() - jobs.size()) + " to review, "
                + killed.service.requestCount() + " requests");
    }
}
