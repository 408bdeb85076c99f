package com.cielo24.camel.recipes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files through a seda queue: many uploads at once, and each file stays in the inbox until it is sent. */
class SedaTest extends Recipe {

    @BeforeEach
    void inbox() {
        properties.setProperty("inbox", folder.resolve("inbox").toString());
    }

    @Test
    void sendsManyFilesAtOnceAndMovesEachWhenItIsSent() throws Exception {
        List<String> jobs =
                IntStream.range(0, 8).mapToObj(i -> Cielo24Simulator.newJobId()).toList();
        for (String job : jobs) {
            service.faults().forJob(job, new Fault.AnswerLate(Duration.ofSeconds(2)), 1);
            write(job);
        }
        start();
        await().until(() -> service.uploadsInProgress() == 8);
        assertThat(jobs).allSatisfy(job -> assertThat(inbox(job)).exists());
        await().untilAsserted(() -> assertThat(jobs)
                .allSatisfy(job -> assertThat(inbox(".camel", job)).exists()));
        assertThat(service.media()).hasSize(8);
        assertThat(service.requestCount()).isEqualTo(8);
    }

    @Test
    void movesAFileThatIsRefusedToTheFailedOnes() throws Exception {
        write("not-a-job-id");
        start();
        await().until(() -> Files.exists(folder.resolve("failed").resolve("not-a-job-id.mp4")));
        assertThat(inbox("not-a-job-id")).doesNotExist();
    }

    /** What users must not do: the wait ends after 30 seconds by default, and the upload does not. */
    @Test
    void takesAFileThatIsSentForAFailedOneWhereItWaitsForTheQueueWithATimeout() throws Exception {
        service.faults().next(new Fault.AnswerLate(Duration.ofSeconds(3)));
        write(JOB);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:{{inbox}}?moveFailed=../failed")
                        .setHeader(Cielo24Constants.JOB_ID, simple("${file:onlyname.noext}"))
                        .to("seda:uploads?waitForTaskToComplete=Always&timeout=300");
                from("seda:uploads").to("cielo24:addMedia");
            }
        });
        context.start();
        await().until(() -> Files.exists(folder.resolve("failed").resolve(JOB + ".mp4")));
        await().until(() -> service.media(JOB).isPresent());
    }

    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:{{inbox}}?moveFailed=../failed")
                        .setHeader(Cielo24Constants.JOB_ID, simple("${file:onlyname.noext}"))
                        .to("seda:uploads?size=100&blockWhenFull=true");

                from("seda:uploads?concurrentConsumers=8").to("cielo24:addMedia");
            }
        });
        context.start();
    }

    private void write(String name) throws Exception {
        Files.createDirectories(folder.resolve("inbox"));
        Files.write(inbox(name), new byte[1000]);
    }

    private Path inbox(String name) {
        return folder.resolve("inbox").resolve(name + ".mp4");
    }

    private Path inbox(String done, String name) {
        return folder.resolve("inbox").resolve(done).resolve(name + ".mp4");
    }
}
