package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;

import com.cielo24.examples.outcome.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilingTest {

    private static final Map<String, Object> REPORT = Map.of("what", "a report");

    @TempDir
    Path base;

    private Folders folders;
    private AttemptRecords records;
    private Filing filing;
    private Attempt attempt;

    @BeforeEach
    void dropFile() throws IOException {
        folders = Folders.below(base);
        folders.make();
        records = new AttemptRecords(folders.work());
        filing = new Filing(folders, records, new FreeNames());
        Files.createDirectory(folders.inbox().resolve("sub"));
        Path file = Files.writeString(folders.inbox().resolve("sub/a.mp4"), "media");
        attempt = Attempt.begin("sub/a.mp4", FileState.of(file).orElseThrow(), false);
    }

    @Test
    void movesTheFileAndWritesItsReport() throws IOException {
        filing.file(attempt, Verdict.ADDED, REPORT);

        assertThat(files(base)).containsExactlyInAnyOrder("done/sub/a.mp4", "done/sub/a.mp4.result.json");
        assertThat(folders.done().resolve("sub/a.mp4")).hasContent("media");
    }

    @Test
    void writesTheDecisionDownBeforeItMovesTheFile() throws IOException {
        makeTheDiskRefuse();

        assertThatThrownBy(() -> filing.file(attempt, Verdict.ADDED, REPORT)).isInstanceOf(IOException.class);

        Attempt noted = records.find("sub/a.mp4").orElseThrow();
        assertThat(noted.ending().verdict()).isEqualTo(Verdict.ADDED);
        assertThat(noted.ending().report()).isEqualTo(REPORT);
        assertThat(filing.pending("sub/a.mp4")).contains(noted);
    }

    @Test
    void carriesOutWhatCouldNotBeDoneAtFirst() throws IOException {
        Path inTheWay = makeTheDiskRefuse();
        assertThatThrownBy(() -> filing.file(attempt, Verdict.ADDED, REPORT)).isInstanceOf(IOException.class);
        Files.delete(inTheWay);

        filing.carryOut(filing.pending("sub/a.mp4").orElseThrow());

        assertThat(folders.done().resolve("sub/a.mp4")).hasContent("media");
        assertThat(filing.pending("sub/a.mp4")).isEmpty();
        assertThat(records.all()).isEmpty();
    }

    /** What the service has is not what lies there. */
    @Test
    void movesAFileToReviewThatChangedAfterItWasAdded() throws IOException {
        Path file = folders.inbox().resolve("sub/a.mp4");
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        Attempt filed = filing.file(attempt, Verdict.ADDED, REPORT);

        assertThat(filed.ending().verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(files(base)).containsExactlyInAnyOrder("review/sub/a.mp4", "review/sub/a.mp4.error.json");
    }

    @Test
    void movesAFileToReviewThatReplacedTheOneThatWasAdded() throws IOException {
        Path file = folders.inbox().resolve("sub/a.mp4");
        Path other = Files.writeString(base.resolve("other"), "MEDIA");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        filing.file(attempt, Verdict.ADDED, REPORT);

        assertThat(folders.review().resolve("sub/a.mp4")).hasContent("MEDIA");
        assertThat(files(folders.done())).isEmpty();
    }

    @Test
    void writesNoReportForAFileThatIsGone() throws IOException {
        Files.delete(folders.inbox().resolve("sub/a.mp4"));

        filing.file(attempt, Verdict.FAILED, REPORT);

        assertThat(files(base)).isEmpty();
    }

    @Test
    void findsAnotherFolderWhereAFileHasTheNameOfOne() throws IOException {
        Files.writeString(folders.failed().resolve("sub"), "failed before");

        filing.file(attempt, Verdict.FAILED, REPORT);

        assertThat(files(folders.failed())).containsExactly("sub", "sub-1/a.mp4", "sub-1/a.mp4.error.json");
        assertThat(folders.failed().resolve("sub")).hasContent("failed before");
    }

    /** Where the report is first written to lies a folder. */
    private Path makeTheDiskRefuse() throws IOException {
        return Files.createDirectories(folders.done().resolve("sub/.a.mp4.result.json.tmp"));
    }

    @Test
    void neverMovesAFileOntoAnother() throws IOException {
        Path other = Files.writeString(base.resolve("other"), "other");

        assertThatThrownBy(() -> Filing.move(folders.inbox().resolve("sub/a.mp4"), other))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(other).hasContent("other");
    }
}
