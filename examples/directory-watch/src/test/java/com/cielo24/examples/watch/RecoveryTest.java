package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.cielo24.examples.outcome.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.files;
import static org.assertj.core.api.Assertions.assertThat;

/** What a start makes of each state in which a process can die. */
class RecoveryTest {

    private static final String PATH = "sub/a.mp4";
    private static final Map<String, Object> REPORT = Map.of("what", "a report");

    @TempDir
    Path base;

    private Folders folders;
    private AttemptRecords records;
    private final Tally tally = new Tally();

    @BeforeEach
    void makeFolders() {
        folders = Folders.below(base);
        folders.make();
        records = new AttemptRecords(folders.work());
    }

    @Test
    void takesTheOutcomeForUnknownIfTheProcessDiedWhileItSent() throws IOException {
        records.write(attempt(write(folders.inbox(), PATH, "media")));

        recover();

        assertThat(records.find(PATH).orElseThrow().outcomeUnknown()).isTrue();
        assertThat(folders.inbox().resolve(PATH)).hasContent("media");
    }

    @Test
    void movesAFileWhoseEndWasDecided() throws IOException {
        records.write(decided(write(folders.inbox(), PATH, "media"), Verdict.FAILED, PATH));

        recover();

        assertFiled(folders.failed(), PATH, Report.ERROR);
        assertThat(tally.isAllWell()).as("counts in this run").isFalse();
    }

    @Test
    void writesTheReportOfAFileThatWasMoved() throws IOException {
        Path file = write(folders.inbox(), PATH, "media");
        records.write(decided(file, Verdict.ADDED, PATH));
        move(file, folders.done().resolve(PATH));

        recover();

        assertFiled(folders.done(), PATH, Report.RESULT);
    }

    @Test
    void doesNothingTwiceToAFileThatIsFiled() throws IOException {
        Path file = write(folders.inbox(), PATH, "media");
        records.write(decided(file, Verdict.REVIEW, "sub/a-1.mp4"));
        move(file, folders.review().resolve("sub/a-1.mp4"));
        write(folders.review(), "sub/a-1.mp4.error.json", "{}");

        recover();
        recover();

        assertFiled(folders.review(), "sub/a-1.mp4", Report.ERROR);
    }

    @Test
    void doesNotMoveANewFileOfTheSameNameInsteadOfTheOneThatWasMoved() throws IOException {
        Path file = write(folders.inbox(), PATH, "media");
        records.write(decided(file, Verdict.ADDED, PATH));
        move(file, folders.done().resolve(PATH));
        write(folders.inbox(), PATH, "new");

        recover();

        assertThat(folders.done().resolve(PATH)).hasContent("media");
        assertThat(folders.inbox().resolve(PATH)).hasContent("new");
        assertThat(records.all()).isEmpty();
    }

    @Test
    void doesNotMoveANewFileInsteadOfOneThatWasMovedAndThenTakenAway() throws IOException {
        Path file = write(folders.inbox(), PATH, "media");
        records.write(decided(file, Verdict.ADDED, PATH));
        move(file, base.resolve("archive"));
        write(folders.inbox(), PATH, "new");

        recover();

        assertThat(folders.inbox().resolve(PATH)).hasContent("new");
        assertThat(files(folders.done())).containsExactly(PATH + ".result.json");
    }

    @Test
    void forgetsAFileThatWasTakenAwayWhileItWasSent() throws IOException {
        Path file = write(folders.inbox(), PATH, "media");
        records.write(attempt(file));
        Files.delete(file);

        recover();

        assertThat(records.all()).isEmpty();
    }

    @Test
    void putsFilesInRetryBackIntoTheInboxWithoutTheirReports() throws IOException {
        write(folders.retry(), PATH, "media");
        write(folders.retry(), PATH + ".error.json", "{\"outcomeUnknown\": false}");

        recover();

        assertThat(files(folders.inbox())).containsExactly(PATH);
        assertThat(files(folders.retry())).isEmpty();
        assertThat(records.find(PATH)).isEmpty();
    }

    @Test
    void remembersThatTheOutcomeOfAFileInRetryIsUnknown() throws IOException {
        write(folders.retry(), PATH, "media");
        write(folders.retry(), PATH + ".error.json", "{\"outcomeUnknown\": true}");

        recover();
        // and the process dies before it takes the file
        recover();

        assertThat(files(folders.inbox())).containsExactly(PATH);
        assertThat(records.find(PATH).orElseThrow().outcomeUnknown()).isTrue();
    }

    @Test
    void putsAFileBackThatWasNotedButNotYetMoved() throws IOException {
        write(folders.retry(), PATH, "media");
        write(folders.retry(), PATH + ".error.json", "{\"outcomeUnknown\": true}");
        records.write(Attempt.begin(PATH, new FileState(5, "then"), true));

        recover();

        assertThat(files(folders.inbox())).containsExactly(PATH);
        assertThat(records.find(PATH).orElseThrow().outcomeUnknown()).isTrue();
    }

    @Test
    void overwritesNothingWhenItPutsAFileBack() throws IOException {
        write(folders.retry(), PATH, "media");
        write(folders.retry(), PATH + ".error.json", "{\"outcomeUnknown\": true}");
        write(folders.inbox(), PATH, "new");

        recover();

        assertThat(folders.inbox().resolve(PATH)).hasContent("new");
        assertThat(folders.inbox().resolve("sub/a-1.mp4")).hasContent("media");
        assertThat(records.find("sub/a-1.mp4").orElseThrow().outcomeUnknown()).isTrue();
        assertThat(records.find(PATH)).isEmpty();
    }

    @Test
    void neverTakesAReportForMedia() throws IOException {
        write(folders.retry(), PATH + ".error.json", "{}");

        recover();

        assertThat(files(folders.inbox())).isEmpty();
    }

    @Test
    void takesTheOutcomeForUnknownIfTheReportCannotBeRead() throws IOException {
        write(folders.retry(), PATH, "media");
        write(folders.retry(), PATH + ".error.json", "{\"outcomeUnk");

        recover();

        assertThat(records.find(PATH).orElseThrow().outcomeUnknown()).isTrue();
    }

    @Test
    void startsAlthoughANoteCannotBeRead() throws IOException {
        records.write(attempt(write(folders.inbox(), PATH, "media")));
        Path note = folders.work().resolve(files(folders.work()).get(0));
        Files.writeString(note, "{\"path");

        recover();

        assertThat(records.find(PATH).orElseThrow().outcomeUnknown()).isTrue();
    }

    private void recover() throws IOException {
        FreeNames names = new FreeNames();
        Filing filing = new Filing(folders, records, names);
        new Recovery(folders, records, filing, names, new Console(tally)).run();
    }

    private void assertFiled(Path folder, String path, String suffix) throws IOException {
        assertThat(files(folder)).containsExactly(path, path + suffix);
        assertThat(folder.resolve(path)).hasContent("media");
        assertThat(RunningWatch.json(folder.resolve(path + suffix)).get("what").asText())
                .isEqualTo("a report");
        assertThat(files(folders.inbox())).isEmpty();
        assertThat(records.all()).isEmpty();
    }

    private Attempt attempt(Path file) {
        return Attempt.begin(folders.relative(file), FileState.of(file).orElseThrow(), false)
                .withJob("64bea283eff6475ea6596027a6ba0929");
    }

    private Attempt decided(Path file, Verdict verdict, String name) {
        return attempt(file)
                .withEnding(new Attempt.Ending(
                        verdict, name, FileState.identity(file).orElse(null), REPORT));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.move(from, to);
    }

    private static Path write(Path folder, String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
