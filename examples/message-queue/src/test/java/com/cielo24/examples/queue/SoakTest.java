package com.cielo24.examples.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.cielo24.simulator.ReceivedMedia;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.examples.queue.RunningQueue.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How many messages a second, how much memory, and that none is lost. */
@Tag("long")
class SoakTest {

    @TempDir
    Path base;

    @Test
    void fourWorkersTakeTenThousandMessagesAndLoseNone() throws Exception {
        soak(4, 10_000, "");
    }

    /** The service takes its time for each message, as a real one does: more workers then help. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void moreWorkersTakeMoreMessages(int workers) throws Exception {
        soak(workers, 1_200, "slow service, ");
    }

    private void soak(int workers, int messages, String what) throws Exception {
        try (Cluster cluster = new Cluster(base, Map.of())) {
            if (!what.isEmpty()) {
                cluster.service.faults().always(new com.cielo24.simulator.Fault.AnswerLate(Duration.ofMillis(100)));
            }
            cluster.startBroker();
            for (int i = 0; i < workers; i++) {
                cluster.startWorker();
            }
            cluster.awaitWorkers();
            long start = System.nanoTime();
            try (Mailbox mailbox = new Mailbox(cluster.brokerUrl())) {
                List<String> texts = new ArrayList<>();
                IntStream.rangeClosed(1, messages)
                        .forEach(i -> texts.add("{\"jobId\": \"" + job(i) + "\", \"mediaUrl\": \"https://x.example/" + i
                                + ".mp4\", \"correlationId\": \"" + i + "\"}"));
                mailbox.send(texts.toArray(String[]::new));
                await().atMost(Duration.ofMinutes(10))
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> Mailbox.count(cluster.brokerUrl(), Mailbox.QUEUE) == 0);
                double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
                long peak = cluster.workers.stream()
                        .mapToLong(QueueProcess::peakMegabytes)
                        .max()
                        .orElse(0);
                assertThat(mailbox.takeAll(".added"))
                        .extracting(message -> message.getJMSCorrelationID())
                        .doesNotHaveDuplicates()
                        .hasSize(messages);
                assertThat(cluster.service.media())
                        .extracting(ReceivedMedia::jobId)
                        .hasSize(messages);
                System.out.printf(
                        "SoakTest: %s%d workers, %d messages in %.1f s, %.0f a second, peak memory of a worker %d MB%n",
                        what, workers, messages, seconds, messages / seconds, peak);
            }
        }
    }
}
