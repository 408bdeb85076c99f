package com.cielo24.camel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A file endpoint with the filter, on a clock that the test moves. */
class MediaFileFilterTest {

    private static final Duration SETTLE = Duration.ofSeconds(10);

    @TempDir
    Path inbox;

    private final AtomicLong nanos = new AtomicLong();
    private final MediaFileFilter filter = new MediaFileFilter(nanos::get);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicLong polls = new AtomicLong();
    private final Recorder log = new Recorder(MediaFileFilter.class.getName());

    @BeforeEach
    void start() throws Exception {
        camel.getRegistry().bind("media", filter);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?recursive=true&filter=#media&noop=true&initialDelay=0&delay=20"
                                + "&sendEmptyMessageWhenIdle=true")
                        .process(exchange -> polls.incrementAndGet())
                        .filter(body().isNotNull())
                        .process(exchange -> taken.add(exchange.getMessage().getHeader("CamelFileName", String.class)));
            }
        });
    }

    @AfterEach
    void stop() {
        camel.stop();
        log.close();
    }

    /** For whoever counts what will be taken. */
    @Test
    void knowsTheNamesOfFilesThatAreToBeAccepted() {
        MediaFileFilter media = new MediaFileFilter();
        media.setExclude("draft*");

        assertThat(media.isNameAccepted(Path.of("inbox", "Lecture.MP4"))).isTrue();
        assertThat(Stream.of("lecture.srt", "lecture.mp4.part", ".lecture.mp4", "draft.mp4", "Thumbs.db")
                        .map(Path::of))
                .noneMatch(media::isNameAccepted);
    }

    @Test
    void takesMediaAndLogsOnceWhatElseThereIs() {
        drop("lecture.MP4", "a lecture");
        drop("a/lecture.wav", "a lecture");
        drop("link.url", "https://media.example.com/lecture.mp4");
        drop("Thumbs.db", "x");
        drop("lecture.srt", "x");
        drop("evil\n.txt", "x");
        camel.start();
        awaitPolls();

        assertThat(taken).containsExactlyInAnyOrder("lecture.MP4", "a/lecture.wav");
        assertThat(log.lines())
                .hasSize(4)
                .allMatch(line -> line.endsWith("left alone, as it is not included"))
                .anyMatch(line -> line.startsWith("evil\\u000a.txt"));
        assertThat(filter.hasProblems()).isFalse();
    }

    @Test
    void takesNothingUnfinishedNorHiddenAndLogsNothingOfIt() {
        filter.setInclude("*");
        for (String name : List.of(
                ".lecture.mp4",
                "._lecture.mp4",
                "lecture.mp4.part",
                "lecture.part.mp4",
                "lecture.mp4.crdownload",
                "up.partial/lecture.mp4",
                "@eaDir/lecture.mp4",
                "~$lecture.mp4",
                "lecture.mp4.result.json")) {
            drop(name, "x");
        }
        camel.start();
        awaitPolls();

        assertThat(taken).isEmpty();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void takesWhatItIsToldTo() {
        filter.setInclude("*.{raw,bin}, x.*");
        filter.setExclude("proxy, *.BIN");
        drop("a.RAW", "x");
        drop("a.bin", "x");
        drop("x.txt", "x");
        drop("Proxy/b.raw", "x");
        camel.start();
        awaitPolls();

        assertThat(taken).containsExactlyInAnyOrder("a.RAW", "x.txt");
    }

    /** Half a recording, a pause, and the other half. */
    @Test
    void waitsUntilAFileHasNotChangedForAWhile() throws Exception {
        Path file = drop("lecture.mp4", "half");
        touch(file);
        camel.start();
        awaitPolls();
        pass(SETTLE.minusSeconds(1));
        Files.writeString(file, "half and half");
        awaitPolls();
        pass(SETTLE.minusSeconds(1));
        awaitPolls();
        assertThat(taken).isEmpty();
        assertThat(filter.getUnsettledFiles()).isEqualTo(1);

        pass(Duration.ofSeconds(1));
        await().until(() -> taken.contains("lecture.mp4"));
        assertThat(filter.getUnsettledFiles()).isZero();
    }

    /** Whoever waits for the rest must not stop before the poll that accepts it. */
    @Test
    void countsAFileAsUnsettledUntilAPollAcceptsIt() throws Exception {
        Path file = drop("lecture.mp4", "a lecture");
        touch(file);
        GenericFile<File> polled = new GenericFile<>();
        polled.setFile(file.toFile());
        polled.setFileNameOnly("lecture.mp4");
        polled.setRelativeFilePath("lecture.mp4");

        assertThat(filter.accept(polled)).isFalse();
        pass(SETTLE);
        assertThat(filter.getUnsettledFiles()).isEqualTo(1);
        assertThat(filter.accept(polled)).isTrue();
        assertThat(filter.getUnsettledFiles()).isZero();
    }

    @Test
    void doesNotTrustATimeInTheFuture() throws Exception {
        Path file = drop("lecture.mp4", "a lecture");
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 3_600_000));
        camel.start();
        awaitPolls();
        assertThat(taken).isEmpty();

        pass(SETTLE);
        await().until(() -> taken.contains("lecture.mp4"));
    }

    @Test
    void waitsForAnEmptyFileAndSaysSoOnceAfterAMinute() throws Exception {
        Path file = drop("lecture.mp4", "");
        touch(file);
        camel.start();
        pass(SETTLE);
        awaitPolls();
        assertThat(log.lines()).isEmpty();

        pass(Duration.ofMinutes(1));
        awaitPolls();
        assertThat(taken).isEmpty();
        assertThat(log.lines()).containsExactly("lecture.mp4: not accepted, as it is empty, and waits to be filled");
        assertThat(filter.hasProblems()).isTrue();

        Files.writeString(file, "a lecture");
        awaitPolls();
        pass(SETTLE);
        await().until(() -> taken.contains("lecture.mp4"));
    }

    @Test
    void refusesLinksAndWhatIsNestedTooDeeplyAndServesTheOthers() throws Exception {
        Files.createSymbolicLink(inbox.resolve("link.mp4"), Files.createTempFile(inbox, ".secret", ""));
        Files.createSymbolicLink(inbox.resolve("loop"), inbox);
        Files.createDirectories(inbox.resolve("d/".repeat(120)));
        drop("lecture.mp4", "a lecture");
        camel.start();
        awaitPolls();

        assertThat(taken).containsExactly("lecture.mp4");
        assertThat(log.lines()).hasSize(3).anyMatch(line -> line.contains("folders may be nested 100 deep"));
    }

    @Test
    void refusesAGlobThatIsNone() {
        assertThatThrownBy(() -> filter.setInclude("*.{mp4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("*.{mp4");
    }

    /** As if it had been written an hour ago. */
    /** Camel looks for the files of such a folder somewhere else. */
    @Test
    void refusesAFolderWithABackslash() throws IOException {
        assumeTrue(File.separatorChar == '/');
        Files.writeString(Files.createDirectory(inbox.resolve("a\\b")).resolve("lecture.mp4"), "a lecture");
        camel.start();
        awaitPolls();

        assertThat(taken).isEmpty();
        assertThat(log.lines()).singleElement().asString().contains("has a backslash");
        assertThat(filter.hasProblems()).isTrue();
    }

    private Path drop(String name, String content) {
        try {
            Path file = inbox.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 3_600_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 1000));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Everything has been seen as it is now. */
    private void awaitPolls() {
        long begun = polls.get();
        await().until(() -> polls.get() > begun + taken.size() + 2);
    }
}
