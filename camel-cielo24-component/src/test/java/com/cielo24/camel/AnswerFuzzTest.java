package com.cielo24.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.cielo24.camel.AnswerMutator.Answer;
import com.cielo24.camel.AnswerMutator.End;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Whatever a peer answers, the exchange ends in one of its outcomes, and the next exchange gets its own answer. Each
 * mutated answer is followed by an ordinary exchange on the same component, the control.
 * <p>
 * To send one answer again: {@code -Dfuzz.seed=<seed> -Dfuzz.index=<index>}, with what a failure names.
 */
class AnswerFuzzTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20261126);
    private static final int LANES = 4;
    /** A service and a component serve so many, so that what they keep stays small. */
    private static final int BATCH = 100;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Path file;

    @BeforeEach
    void prepare() throws IOException {
        file = Files.write(folder.resolve("small.mp4"), new byte[3_000]);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @Timeout(600)
    void noAnswerHarmsTheNextExchange() throws Exception {
        fuzz(null, 1_000);
    }

    @Test
    @Timeout(600)
    void noAnswerHarmsTheNextExchangeOverTls() throws Exception {
        fuzz(TestTls.forHost("localhost"), 200);
    }

    @Test
    @Tag("long")
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void noneOfManyAnswersHarmsTheNextExchange() throws Exception {
        fuzz(null, 180_000);
        fuzz(TestTls.forHost("localhost"), 20_000);
    }

    private void fuzz(TestTls tls, int count) throws Exception {
        Integer only = Integer.getInteger("fuzz.index");
        if (only != null) {
            assertThat(batch(tls, only, only + 1)).isEmpty();
            return;
        }
        List<Callable<List<String>>> batches = new ArrayList<>();
        for (int from = 0; from < count; from += BATCH) {
            int first = from;
            int end = Math.min(count, from + BATCH);
            batches.add(() -> batch(tls, first, end));
        }
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        List<String> failures = new ArrayList<>();
        try {
            for (Future<List<String>> batch :
                    batches.stream().map(lanes::submit).toList()) {
                failures.addAll(batch.get());
            }
        } finally {
            lanes.shutdownNow();
        }
        assertThat(failures.stream().limit(20))
                .as(failures.size() + " of " + count + " rounds went wrong")
                .isEmpty();
    }

    private List<String> batch(TestTls tls, int from, int end) throws Exception {
        List<String> failures = new ArrayList<>();
        int next = from;
        while (next < end) {
            next = batch(tls, next, end, failures);
        }
        return failures;
    }

    /** Ends at the first failure, as what comes after it may be its consequence. */
    private int batch(TestTls tls, int from, int end, List<String> failures) throws Exception {
        Map<String, Round> rounds = new ConcurrentHashMap<>();
        try (RawService service = RawService.start(tls == null ? null : tls.server(), peer -> {
                    Round round = rounds.get(OwnTask.jobOf(peer));
                    if (round == null) {
                        OwnTask.added(peer);
                    } else {
                        round.answer(peer);
                    }
                });
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), component -> {
                    component.getConfiguration().setResponseTimeout(20_000);
                    component.getConfiguration().setStallTimeout(20_000);
                    if (tls != null) {
                        component.setSslContextParameters(tls.client());
                    }
                })) {
            for (int index = from; index < end; index++) {
                Round round = new Round(index);
                rounds.put(round.job, round);
                try {
                    round.run(camel);
                } catch (AssertionError e) {
                    failures.add(e.getMessage());
                    return index + 1;
                }
                rounds.remove(round.job);
            }
        }
        return end;
    }

    /** One mutated answer, and the control after it. */
    private final class Round {

        private final int index;
        private final String job;
        private final Answer answer;
        private final CountDownLatch over = new CountDownLatch(1);
        private final CountDownLatch written = new CountDownLatch(1);
        private volatile boolean read;
        private volatile boolean closed;

        Round(int index) {
            this.index = index;
            this.job = OwnTask.job(2L * index + 1);
            this.answer = new AnswerMutator(SEED * 1_000_003 + index, job).next();
        }

        /** The server's side. */
        void answer(RawService.Peer peer) throws IOException, InterruptedException {
            closed = answer.end() != End.STAYS;
            try {
                if (!answer.early()) {
                    peer.readBody();
                    read = true;
                }
                for (int i = 0; i < answer.writes().size(); i++) {
                    Thread.sleep(answer.pauses().get(i));
                    peer.socket.getOutputStream().write(answer.writes().get(i));
                    peer.socket.getOutputStream().flush();
                }
                if (answer.early()) {
                    peer.readBody();
                }
                if (answer.end() == End.RESETS) {
                    peer.reset();
                } else if (answer.end() == End.CLOSES || !over.await(20, TimeUnit.MILLISECONDS)) {
                    // whoever waits for the rest of an answer would wait long
                    closed = true;
                    peer.socket.close();
                }
            } catch (IOException e) {
                closed = true;
                throw e;
            } finally {
                written.countDown();
            }
        }

        void run(Cielo24Camel camel) throws Exception {
            Exchange mutated = send(camel, body(index), job);
            over.countDown();
            // so that whatever comes behind the answer has come
            if (!written.await(10, TimeUnit.SECONDS)) {
                throw wrong("the service never saw the request", mutated);
            }
            judge(mutated);
            String own = OwnTask.job(2L * index + 2);
            Exchange control = send(camel, body(index + 1), own);
            if (closed
                    && (control.getException() instanceof Cielo24UnknownOutcomeException
                            || control.getException() instanceof Cielo24TransportException)) {
                // the pool may not have seen yet that the peer had closed the connection
                own = OwnTask.job((1L << 40) + index);
                control = send(camel, body(index + 1), own);
            }
            if (control.getException() != null
                    || !OwnTask.of(own).equals(control.getMessage().getBody())) {
                throw wrong("the control of job " + own + " did not get its own task", control);
            }
        }

        private void judge(Exchange mutated) {
            Exception end = mutated.getException();
            if (end == null) {
                String task = mutated.getMessage().getBody(String.class);
                if (task.isBlank() || task.chars().anyMatch(Character::isISOControl)) {
                    throw wrong("is no task id", mutated);
                }
            } else if (!(end instanceof Cielo24Exception)) {
                throw wrong("is none of the four outcomes", mutated);
            } else if (read
                    && (end instanceof Cielo24TransportException || end instanceof Cielo24InvalidRequestException)) {
                throw wrong("the service had read the whole request", mutated);
            }
        }

        private AssertionError wrong(String what, Exchange exchange) {
            return new AssertionError("seed " + SEED + ", index " + index + ": " + what + ": "
                    + (exchange.getException() != null
                            ? exchange.getException()
                            : exchange.getMessage().getBody())
                    + ", after " + answer);
        }

        private Exchange send(Cielo24Camel camel, Object body, String to) throws Exception {
            Future<Exchange> sent = threads.submit(() -> camel.add("cielo24:addMedia", body, OwnTask.headers(to)));
            try {
                return sent.get(Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return fail("seed " + SEED + ", index " + index + ": job " + to + " did not end, after " + answer);
            }
        }

        private Object body(int number) {
            return switch (number % 3) {
                case 0 -> new byte[1_000];
                case 1 -> "https://media.example.com/a.mp4";
                default -> file.toFile();
            };
        }
    }
}
