package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    void movesAFileToReviewThatChangedAfterItWasAdded() throws IOException {
        Path file = write(folders.inbox(), PATH, "media");
        records.write(decided(file, Verdict.ADDED, PATH));
        Files.writeString(file, "and more", StandardOpenOption.APPEND);

        recover();

        assertThat(files(folders.done())).isEmpty();
        assertThat(folders.review().resolve(PATH)).hasContent("mediaand more");
        assertThat(records.all()).isEmpty();
    }

    /** It is kept, told and tried again, and keeps nobody else waiting. */
    @Test
    void goesOnAfterAFileThatCannotBeMoved() throws IOException {
        records.write(decided(write(folders.inbox(), "stuck.mp4", "media"), Verdict.FAILED, "stuck.mp4"));
        Path inTheWay = Files.createDirectory(folders.failed().resolve(".stuck.mp4.error.json.tmp"));
        records.write(decided(write(folders.inbox(), PATH, "media"), Verdict.FAILED, PATH));
        write(folders.retry(), "blocked/a.mp4", "media");
        write(folders.inbox(), "blocked", "a file");

        recover();

        assertThat(files(folders.failed())).containsExactly(PATH, PATH + ".error.json");
        assertThat(files(folders.inbox())).containsExactly("blocked", "stuck.mp4");
        assertThat(files(folders.retry())).containsExactly("blocked/a.mp4");
        assertThat(tally.isAllWell()).isFalse();

        Files.delete(inTheWay);
        recover();

        assertThat(folders.failed().resolve("stuck.mp4")).hasContent("media");
    }

    @Test
    void givesTheNameOfAFileThatCannotBeMovedToNoOther() throws IOException {
        Attempt stuck = decided(write(folders.inbox(), PATH, "media"), Verdict.FAILED, "a.mp4");
        records.write(stuck);
        Files.createDirectory(folders.failed().resolve(".a.mp4.error.json.tmp"));
        FreeNames names = new FreeNames();
        Filing filing = new Filing(folders, records, names);

        new Recovery(folders, records, filing, names, new Console(tally)).run();

        assertThat(filing.pending(PATH)).contains(stuck);
        assertThat(names.reserve(folders.failed().resolve("a.mp4")))
                .isEqualTo(folders.failed().resolve("a-1.mp4"));
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
        assertThat(files(folders.done())).isEmpty();
        assertThat(files(folders.review())).as("that it has the media").containsExactly(PATH + ".error.json");
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
        records.write(Attempt.begin(PATH, new FileState(5, "then", null), true));

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
                        verdict, name, FileState.of(file).orElseThrow().identity(), REPORT));
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
