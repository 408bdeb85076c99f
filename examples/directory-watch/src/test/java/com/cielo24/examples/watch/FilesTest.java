package com.cielo24.examples.watch;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.examples.support.ProgramProcess.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static com.cielo24.examples.watch.RunningWatch.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Files as people, cameras and other programs leave them in an inbox. */
class FilesTest {

    private static final List<String> BESIDE_MEDIA = List.of(
            "Thumbs.db",
            "lecture.srt",
            "desktop.ini",
            "C0001M01.XML",
            "INDEX.BDM",
            "00000.CPI",
            "MOV001.THM",
            "Icon\r",
            "GOPR0001.LRV",
            "page.webloc",
            "list.m3u8",
            "notes.txt",
            "cover.jpg",
            "meta.json",
            "STATUS.BIN",
            "a.xmp");

    private static final List<String> SILENT = List.of(
            ".DS_Store",
            "._lecture.mp4",
            ".hidden.mp4",
            "x.result.json",
            "x.mp4.error.json",
            "@eaDir/lecture.mp4",
            "$RECYCLE.BIN/lecture.mp4",
            "#recycle/lecture.mp4",
            ".Trashes/lecture.mp4",
            "__MACOSX/lecture.mp4",
            ".abc.partial",
            "x.mp4.partial~",
            "x.mp4.download",
            "x.mp4.aria2",
            "x.mp4.opdownload",
            "x.mp4.!ut",
            "x.mp4.!qB",
            "x.mp4.bc!",
            "x.mp4.ytdl",
            "x.mp4.temp",
            "x.mp4.incomplete",
            "x.mp4.uploading",
            "x.mp4.inprogress",
            "x.mp4.writing",
            "x.mp4.lock",
            "x.mp4.swp",
            "name.mp4~",
            "~$name.mp4",
            "x.temp.mp4",
            "x.part.mp4",
            "up.part/x.mp4",
            "x.mp4.part",
            "x.mp4.FILEPART",
            "x.mp4.crdownload",
            "x.mp4.tmp");

    @TempDir
    Path base;

    private RunningWatch watch;

    @BeforeEach
    void prepare() {
        watch = RunningWatch.prepared(base);
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void takesMediaAndNothingThatLiesBesideIt() {
        BESIDE_MEDIA.forEach(name -> watch.drop(job(1) + "/" + name, "x"));
        SILENT.forEach(name -> watch.drop(name, "x"));
        watch.drop(job(1) + "/lecture.MP4", "a lecture");
        watch.drop("old.wav", "a lecture");
        watch.start();

        watch.awaitDone(job(1) + "/lecture.MP4");
        watch.awaitDone("old.wav");
        await().until(() -> watch.log("left alone").size() >= BESIDE_MEDIA.size());

        assertThat(watch.inbox()).hasSize(BESIDE_MEDIA.size() + SILENT.size());
        assertThat(watch.simulator.media()).hasSize(2);
        assertThat(watch.log("left alone")).hasSameSizeAs(BESIDE_MEDIA).allMatch(line -> line.startsWith("INFO "));
        assertThat(watch.log("Icon\\u000d")).hasSize(1);
        assertThat(watch.log()).noneMatch(line -> line.contains("x.mp4") || line.contains("\r"));
    }

    @Test
    void takesNothingUnfinishedWhereEverythingIsIncluded() throws Exception {
        watch.set("ingest.include", "*");
        watch.set("ingest.exclude", "*.{txt,SRT}, proxy");
        SILENT.forEach(name -> watch.drop(name, "x"));
        watch.drop("notes.TXT", "x");
        watch.drop("Proxy/lecture.mp4", "x");
        watch.drop("lecture.raw", "a lecture");

        assertThat(watch.once()).isZero();

        assertThat(files(watch.folders.done())).containsExactly("lecture.raw", "lecture.raw.result.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"with space.mp4", "100% #1?&+.mp4", "line\nbreak.mp4", "日本語 🎬.mp4", "${name}.mp4", "{a,b}.mp4"})
    void takesFilesOfAnyName(String name) {
        watch.start();
        watch.simulator.faults().forJob(job(1), Fault.status(503), 3);
        watch.drop(job(1) + "/" + name, "a lecture");
        watch.drop(job(2) + "/" + name, "a lecture");

        watch.awaitDone(job(2) + "/" + name);
        // left in the inbox in between
        assertThat(watch.awaitDone(job(1) + "/" + name).get("file").asText()).isEqualTo(job(1) + "/" + name);
        assertThat(watch.log()).noneMatch(line -> line.contains("\n"));
    }

    @Test
    void takesAFileThatIsWrittenInPiecesWhenItIsWhole() throws Exception {
        watch.set("ingest.settle", "600ms");
        watch.start();
        Path file = watch.folders.inbox().resolve(job(1) + ".mp4");
        for (int piece = 0; piece < 4; piece++) {
            Files.writeString(file, "piece", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Thread.sleep(300);
        }
        watch.awaitDone(job(1) + ".mp4");

        assertThat(watch.simulator.requestCount()).isEqualTo(1);
        assertThat(watch.simulator.media(job(1)).orElseThrow().bytes()).isEqualTo(20);
    }

    @Test
    void breaksOffWhatChangesWhileItIsSent() throws Exception {
        watch.simulator.faults().forJob(job(1), new Fault.SlowReading(3_000_000), 1);
        watch.start();
        Path file = watch.folders.inbox().resolve(job(1) + ".mp4");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(10_000_000));
            await().until(() -> watch.simulator.uploadsInProgress() == 1);
            channel.write(ByteBuffer.allocate(1000));
        }
        watch.awaitDone(job(1) + ".mp4");

        assertThat(watch.simulator.media(job(1)).orElseThrow().bytes()).isEqualTo(10_001_000);
    }

    @Test
    void waitsUntilAnEmptyFileIsFilled() throws Exception {
        watch.start();
        Path file = watch.drop(job(1) + ".mp4", "");
        watch.drop(job(2) + ".mp4", "a lecture");
        watch.awaitDone(job(2) + ".mp4");
        assertThat(file).exists();

        Files.writeString(file, "a lecture");

        watch.awaitDone(job(1) + ".mp4");
    }

    @Test
    void doesNotTrustATimeInTheFuture() throws Exception {
        watch.start();
        watch.drop(job(1) + ".mp4", "a lecture", FileTime.fromMillis(System.currentTimeMillis() + 3_600_000));
        watch.awaitDone(job(1) + ".mp4");
    }

    @Test
    void warnsOfLinksOnceAndDoesNotFollowThem() throws Exception {
        Path secret = Files.writeString(base.resolve("secret"), "not for the service");
        Files.createDirectories(watch.folders.inbox());
        Files.createSymbolicLink(watch.folders.inbox().resolve(job(1) + ".mp4"), secret);
        Files.createSymbolicLink(watch.folders.inbox().resolve("loop"), watch.folders.inbox());
        watch.drop(job(2) + ".mp4", "a lecture");

        assertThat(watch.once()).isEqualTo(1);

        assertThat(watch.log("symbolic link")).hasSize(2).allMatch(line -> line.startsWith("WARN "));
        assertThat(watch.simulator.media()).hasSize(1);
        assertThat(watch.folders.done().resolve(job(2) + ".mp4")).exists();
    }

    @Test
    void warnsOfFoldersThatAreNestedTooDeeplyAndServesTheOthers() throws Exception {
        Path deep = watch.folders.inbox().resolve("a");
        Path deepest = Files.createDirectories(deep.resolve("d/".repeat(1500)));
        Files.writeString(deepest.resolve("x.mp4"), "x");
        watch.drop("b/" + job(1) + ".mp4", "a lecture");

        assertThat(watch.once()).isEqualTo(1);

        assertThat(watch.log("nested")).hasSize(1);
        assertThat(watch.folders.done().resolve("b/" + job(1) + ".mp4")).exists();
        run("rm", "-r", deep.toString());
    }

    @Test
    void warnsOfAFolderThatCannotBeRead() throws Exception {
        watch.drop("closed/x.mp4", "x");
        Path closed = watch.folders.inbox().resolve("closed");
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assumeFalse(Files.isReadable(closed), "root reads everything");
            assertThat(watch.once()).isEqualTo(1);
            assertThat(watch.log("cannot be read")).hasSize(1);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void takesFilesFromAFolderThatIsAMount() throws Exception {
        Path mount = Files.createDirectories(watch.folders.inbox().resolve("card"));
        assumeTrue(run("mount", "-t", "tmpfs", "none", mount.toString()) == 0, "only root mounts");
        try {
            watch.drop(job(1) + ".mp4", "x");
            Files.writeString(mount.resolve("clip.mp4"), "a lecture");

            assertThat(watch.once()).isZero();

            assertThat(watch.folders.done().resolve("card/clip.mp4")).hasContent("a lecture");
            assertThat(files(mount)).isEmpty();
        } finally {
            run("umount", mount.toString());
        }
    }

    @Test
    void onlyCountsAsDoneWhatThisAttemptHasSent() throws Exception {
        FileTime time = FileTime.fromMillis(315_532_800_000L);
        watch.start();
        watch.drop("MOV001.mp4", "a lecture", time);
        watch.awaitDone("MOV001.mp4");
        watch.simulator.faults().next(Fault.status(502));

        watch.drop("MOV001.mp4", "a concert", time);

        watch.awaitFailed("MOV001.mp4");
        assertThat(watch.folders.done().resolve("MOV001-1.mp4")).doesNotExist();
    }

    @Test
    void takesQuietFilesBehindManyThatAreNot() throws Exception {
        watch.set("ingest.settle", "1h");
        Files.createDirectories(watch.folders.inbox());
        for (int i = 0; i < 1500; i++) {
            Files.writeString(watch.folders.inbox().resolve("growing " + i + ".mp4"), "x");
        }
        watch.start();
        watch.drop("zzz/" + job(1) + ".mp4", "x", FileTime.fromMillis(0));
        watch.drop(job(2) + ".mp4", "x", FileTime.fromMillis(0));

        watch.awaitDone("zzz/" + job(1) + ".mp4");
        watch.awaitDone(job(2) + ".mp4");
        assertThat(watch.simulator.requestCount()).isEqualTo(2);
    }

    @Test
    void sendsSmallFilesWhileALargeOneIsUnderWay() {
        watch.simulator.faults().forJob(job(1), new Fault.AnswerLate(Duration.ofSeconds(3)), 1);
        watch.start();
        watch.drop(job(1) + ".mp4", "a large one");
        await().until(() -> watch.simulator.uploadsInProgress() == 1
                || watch.simulator.media(job(1)).isPresent());
        for (int i = 2; i <= 20; i++) {
            watch.drop(job(i) + ".mp4", "a small one");
        }
        await().until(() -> files(watch.folders.done()).size() == 38);
        assertThat(watch.inbox()).containsExactly(job(1) + ".mp4");
        watch.awaitDone(job(1) + ".mp4");
    }
}
