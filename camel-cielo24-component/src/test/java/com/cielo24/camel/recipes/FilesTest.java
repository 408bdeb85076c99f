package com.cielo24.camel.recipes;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.camel.MediaFileFilter;
import com.cielo24.camel.MediaFiling;
import com.cielo24.simulator.CreatedJob;
import com.cielo24.simulator.ReceivedMedia;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A folder of recordings, and a list of them. */
class FilesTest extends Recipe {

    private Path inbox;

    @BeforeEach
    void inbox() throws Exception {
        inbox = Files.createDirectory(folder.resolve("inbox"));
        properties.setProperty("inbox", inbox.toString());
        properties.setProperty("quiet", "10ms");
    }

    @Test
    void addsEachFileToAJobOfItsOwn() throws Exception {
        startFolder();
        Files.write(inbox.resolve("monday.mp4"), new byte[1000]);
        Files.write(inbox.resolve("tuesday.mp4"), new byte[2000]);
        await().until(() -> service.media().size() == 2);
        assertThat(service.media()).extracting(ReceivedMedia::bytes).containsExactlyInAnyOrder(1000L, 2000L);
        assertThat(service.jobs())
                .extracting(job -> job.parameters().get("job_name"))
                .containsExactlyInAnyOrder("monday.mp4", "tuesday.mp4");
        await().until(() -> Files.exists(inbox.resolve(".camel/tuesday.mp4")));
    }

    @Test
    void addsOnlyMediaFilesThatAreComplete() throws Exception {
        Path file = Files.write(inbox.resolve("lecture.mp4"), new byte[1000]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        Files.write(inbox.resolve("Thumbs.db"), new byte[10]);
        Files.write(inbox.resolve("next.mp4.part"), new byte[10]);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                bindToRegistry("mediaFiles", new MediaFileFilter());
                from("file:{{inbox}}?recursive=true&filter=#mediaFiles&move=../done")
                        .to("cielo24:addMedia?createJob=true");
            }
        });
        context.start();
        await().until(() -> Files.exists(folder.resolve("done/lecture.mp4")));
        assertThat(service.media()).extracting(ReceivedMedia::bytes).containsExactly(1000L);
    }

    @Test
    void filesEachFileByItsOutcome() throws Exception {
        File data = folder.toFile();
        Path file = Files.write(inbox.resolve("lecture.mp4"), new byte[1000]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                bindToRegistry("mediaFiles", new MediaFileFilter());
                bindToRegistry("filing", new MediaFiling(data));
                from("file:{{inbox}}?recursive=true&filter=#mediaFiles&processStrategy=#filing&pollStrategy=#filing")
                        .to("cielo24:addMedia?createJob=true");
            }
        });
        context.start();
        await().until(() -> Files.exists(folder.resolve("done/lecture.mp4.result.json")));
        assertThat(folder.resolve("done/lecture.mp4")).hasSize(1000);
    }

    @Test
    void leavesNoJobBehindForAnEmptyFile() throws Exception {
        startFolder();
        Files.createFile(inbox.resolve("empty.mp4"));
        await().until(() -> Files.exists(folder.resolve("failed/empty.mp4")));
        assertThat(service.jobs()).isEmpty();
    }

    @Test
    void addsEachGoodRowAndLeavesNoJobBehindForABadOne() throws Exception {
        startList();
        MockEndpoint bad = context.getEndpoint("mock:bad-row", MockEndpoint.class);
        sendList("list.csv");
        assertThat(bad.getExchanges()).hasSize(12);
        assertThat(service.media()).hasSize(188);
        assertThat(service.jobs())
                .extracting(CreatedJob::jobId)
                .containsExactlyInAnyOrderElementsOf(
                        service.media().stream().map(ReceivedMedia::jobId).toList());
        assertThat(service.jobs().get(0).parameters()).containsEntry("job_name", "Lecture 0");
        assertThat(service.media().get(0).mediaUrl()).isEqualTo("https://media.example.com/0.mp4");
    }

    @Test
    void addsNothingTwiceWhereAListComesAgain() throws Exception {
        startList();
        sendList("list.csv");
        sendList("again.csv");
        assertThat(service.media()).hasSize(188);
        assertThat(service.jobs()).hasSize(188);
    }

    private void sendList(String name) throws Exception {
        Files.writeString(
                inbox.resolve(name),
                IntStream.range(0, 200).mapToObj(FilesTest::row).collect(Collectors.joining("\n", "", "\n")));
        await().until(() -> Files.exists(inbox.resolve(".camel").resolve(name)));
    }

    /** Twelve of 200 are bad, in two ways. */
    private static String row(int i) {
        return switch (i % 34) {
            case 1 -> "Lecture " + i;
            case 2 -> "Lecture " + i + ",media.example.com/" + i + ".mp4";
            default -> "Lecture " + i + ",https://media.example.com/" + i + ".mp4";
        };
    }

    private void startFolder() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:{{inbox}}?readLock=changed&readLockMinAge={{quiet}}&readLockMinLength=0&moveFailed=../failed")
                        .to("cielo24:addMedia?createJob=true");
            }
        });
        context.start();
    }

    private void startList() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:{{inbox}}?include=.*[.]csv&readLock=changed&readLockMinAge={{quiet}}&moveFailed=../failed")
                        .split(body().tokenize("\n"))
                        .doTry()
                        .setHeader(Cielo24Constants.JOB_NAME, simple("${body.split(',')[0]}"))
                        .setBody(simple("${body.split(',')[1]}"))
                        .to("cielo24:addMedia?createJob=true")
                        .doCatch(Exception.class)
                        .to("direct:bad-row")
                        .end()
                        .end();

                from("direct:bad-row").to("mock:bad-row");
            }
        });
        context.start();
    }
}
