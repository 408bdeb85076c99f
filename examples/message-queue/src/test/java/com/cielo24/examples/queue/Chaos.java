package com.cielo24.examples.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Messages of all kinds, while processes are killed with {@code kill -9} and the service misbehaves; then everything is
 * counted.
 */
final class Chaos {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cluster cluster;
    private final Runnable killDatabase;
    private final Random random;
    private final Duration patience;

    /** What each message was, by its correlation id. */
    private final Map<String, String> sent = new LinkedHashMap<>();

    /** The media that each job must have in the end: the file, or the URL. */
    private final Map<String, Object> expected = new HashMap<>();

    private final List<String> texts = new ArrayList<>();

    /**
     * @param killDatabase kills the database and starts it again
     */
    Chaos(Cluster cluster, Runnable killDatabase, long seed, Duration patience) {
        this.cluster = cluster;
        this.killDatabase = killDatabase;
        this.random = new Random(seed);
        this.patience = patience;
    }

    /** Half of them files, from 1 KB to 50 MB, the small ones more often; 5 % bad, 5 % sent twice, the rest URLs. */
    void prepare(int messages) throws IOException {
        int unique = messages - messages / 20;
        for (int i = 0; i < unique; i++) {
            String job = String.format("%032x", i + 1);
            if (i < messages / 20) {
                add("bad", i, bad(i, job));
            } else if (i < messages / 2) {
                String name = "media-" + i + ".mp4";
                write(cluster.media().resolve(name), size(i));
                expected.put(job, cluster.media().resolve(name));
                add("file", i, "\"jobId\": \"" + job + "\", \"file\": \"" + name + "\"");
            } else {
                String url = "https://media.example.com/" + i + ".mp4?sig=SECRET" + i;
                expected.put(job, url);
                add("url", i, "\"jobId\": \"" + job + "\", \"mediaUrl\": \"" + url + "\"");
            }
        }
        Collections.shuffle(texts, random);
        texts.stream()
                .filter(text -> !text.contains("-bad"))
                .limit(messages / 20)
                .toList()
                .forEach(text -> {
                    String id = text.replaceFirst(".*\"correlationId\": \"([^\"]*)\".*", "$1");
                    sent.put(id + "-again", "again");
                    texts.add(random.nextInt(texts.size()), text.replace(id, id + "-again"));
                });
        assertThat(texts).hasSize(messages);
    }

    private String bad(int i, String job) {
        return switch (i % 4) {
            case 0 -> "\"jobId\": \"" + job + "\", \"file\": \"../secret.txt\"";
            case 1 -> "\"jobId\": \"no job\", \"mediaUrl\": \"https://media.example.com/x.mp4\"";
            case 2 -> "\"jobId\": \"" + job + "\"";
            default -> "\"jobId\": \"" + job + "\", \"file\": \"not there.mp4\"";
        };
    }

    private void add(String kind, int i, String fields) {
        String id = i + "-" + kind;
        sent.put(id, kind);
        texts.add("{" + fields + ", \"correlationId\": \"" + id + "\"}");
    }

    private int size(int i) {
        return i % 50 == 0 ? 50_000_000 : (int) Math.pow(10, 3 + random.nextDouble() * 3.7);
    }

    private void write(Path file, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Files.write(file, content);
    }

    void run() throws JMSException {
        cluster.service
                .faults()
                .sometimes(
                        0.15,
                        random.nextLong(),
                        Fault.status(503),
                        Fault.status(500).kept(true),
                        new Fault.DropBeforeBody(),
                        new Fault.DropDuringBody(500),
                        new Fault.DropAfterBody(true),
                        new Fault.DropAfterBody(false));
        cluster.startBroker();
        boolean isShort = texts.size() < 1_000;
        for (int i = 0; i < (isShort ? 2 : 3); i++) {
            cluster.startWorker("-XX:TieredStopAtLevel=1");
        }
        try (Mailbox mailbox = new Mailbox(cluster.brokerUrl())) {
            mailbox.send(texts.toArray(String[]::new));
        }
        killAWorkerAt(0.15, 0);
        await().atMost(patience).until(() -> progress() >= 0.4);
        cluster.killBroker();
        cluster.startBroker();
        if (!isShort) {
            killAWorkerAt(0.6, 1);
        }
        await().atMost(patience).until(() -> progress() >= 0.75);
        killDatabase.run();
        await("an empty queue")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> Mailbox.count(cluster.brokerUrl(), Mailbox.QUEUE) == 0);
    }

    private void killAWorkerAt(double progress, int worker) {
        await().atMost(patience).pollInterval(Duration.ofMillis(5)).until(() -> progress() >= progress);
        cluster.workers.get(worker).kill();
        cluster.startWorker("-XX:TieredStopAtLevel=1");
    }

    /** How much of the media the service has. */
    private double progress() {
        return (double) cluster.service.media().size() / expected.size();
    }

    void check(String name) throws Exception {
        Map<String, Integer> count = new TreeMap<>();
        Map<String, String> endedIn = new HashMap<>();
        try (Mailbox mailbox = new Mailbox(cluster.brokerUrl())) {
            for (String outcome : List.of(".added", ".failed", ".review")) {
                for (Message message : mailbox.takeAll(outcome)) {
                    String id = message.getJMSCorrelationID();
                    assertThat(endedIn.put(id, outcome))
                            .as("%s ended twice", id)
                            .isNull();
                    count.merge(outcome, 1, Integer::sum);
                    checkOutcome(id, outcome, message);
                }
            }
            assertThat(mailbox.takeAll("")).isEmpty();
        }
        assertThat(endedIn.keySet()).isEqualTo(sent.keySet());
        checkMedia();
        System.out.printf(
                "%s: %d messages, %s, after %d requests%n", name, sent.size(), count, cluster.service.requestCount());
    }

    private void checkOutcome(String id, String outcome, Message message) throws Exception {
        JsonNode body = JSON.readTree(((TextMessage) message).getText());
        if (sent.get(id).equals("bad")) {
            // a worker that died may have sent what is not there: nobody can know
            boolean mayHaveBeenSent = message.getIntProperty("cielo24Attempts") > 1
                    && message.getStringProperty("cielo24Reason").contains("there is no file");
            assertThat(outcome).as(id).isIn(".failed", mayHaveBeenSent ? ".review" : ".failed");
            assertThat(message.getStringProperty("cielo24Reason")).isNotBlank();
            return;
        }
        String job = body.get("jobId").asText();
        ReceivedMedia media = cluster.service.media(job).orElse(null);
        // no retry was used up, and whatever was refused was so because its job has this very media
        assertThat(outcome).as(id + message.getStringProperty("cielo24Reason")).isIn(".added", ".review");
        assertThat(media).as(id).isNotNull();
        if (outcome.equals(".added")) {
            assertThat(body.get("taskId").asText()).as(id).isEqualTo(media.taskId());
        }
    }

    private void checkMedia() throws IOException {
        assertThat(cluster.service.media())
                .extracting(ReceivedMedia::jobId)
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (ReceivedMedia media : cluster.service.media()) {
            Object wanted = expected.get(media.jobId());
            if (wanted instanceof Path file) {
                assertThat(Files.mismatch(media.file(), file)).as("%s", file).isEqualTo(-1);
            } else {
                assertThat(media.mediaUrl()).isEqualTo(wanted);
            }
        }
        String told = cluster.output();
        assertThat(told).doesNotContain("SECRET").doesNotContain(cluster.service.apiToken());
        assertThat(told.getBytes(StandardCharsets.UTF_8).length).as("noise").isLessThan(1_000_000);
    }
}
