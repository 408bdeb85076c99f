package com.cielo24.examples.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import com.cielo24.simulator.ReceivedMedia;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.queue.RunningQueue.job;
import static com.cielo24.examples.queue.RunningQueue.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** That none of many messages is lost, and that memory, threads and descriptors of a worker stay as they are. */
@Tag("long")
class SoakTest {

    private static final int MESSAGES = Integer.getInteger("soak.messages", 20_000);

    @TempDir
    Path base;

    @Test
    void takesManyMessagesInLittleMemory() throws Exception {
        try (Cluster cluster = new Cluster(base, Map.of("ingest.consumers", "8"))) {
            cluster.startBroker();
            QueueProcess worker = cluster.startWorker();
            cluster.awaitWorkers();
            long start = System.nanoTime();
            try (Mailbox mailbox = new Mailbox(cluster.brokerUrl())) {
                mailbox.send(IntStream.rangeClosed(1, MESSAGES)
                        .mapToObj(i -> url(job(i)))
                        .toArray(String[]::new));
                awaitLeft(cluster, MESSAGES * 3 / 4);
                long memory = worker.peakMegabytes();
                int threads = worker.threads();
                int descriptors = worker.descriptors();
                awaitLeft(cluster, 0);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "SoakTest: %d messages in %.0f s; after a quarter and at the end: %d and %d MB of memory at most,"
                                + " %d and %d threads, %d and %d descriptors%n",
                        MESSAGES,
                        seconds,
                        memory,
                        worker.peakMegabytes(),
                        threads,
                        worker.threads(),
                        descriptors,
                        worker.descriptors());
                assertThat(worker.peakMegabytes()).isLessThan(memory + 60);
                assertThat(worker.threads()).isLessThan(threads + 8);
                assertThat(worker.descriptors()).isLessThan(descriptors + 20);
                assertThat(mailbox.takeAll(".added")).hasSize(MESSAGES);
                assertThat(cluster.service.media())
                        .extracting(ReceivedMedia::jobId)
                        .doesNotHaveDuplicates()
                        .hasSize(MESSAGES);
            }
        }
    }

    private static void awaitLeft(Cluster cluster, int messages) {
        await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    long left = Mailbox.count(cluster.brokerUrl(), Mailbox.QUEUE);
                    return left >= 0 && left <= messages;
                });
    }
}
