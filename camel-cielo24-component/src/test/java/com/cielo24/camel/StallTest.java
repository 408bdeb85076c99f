package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import com.cielo24.client.Cielo24TransportException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** Media that comes no further, and peers that take no more of it. */
@Timeout(600)
class StallTest {

    private static final int LENGTH = 1_000_000;
    private static final String URL = "https://media.example.com/a.mp4";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Source> sources = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Source source : sources) {
            source.close();
        }
        threads.shutdownNow();
    }

    enum Stalled {
        GIVES_NOTHING(NothingForEver::new, true),
        GIVES_NOTHING_WHILE_SPOOLING(NothingForEver::new, false),
        IGNORES_INTERRUPTS(Blocking::new, true),
        IGNORES_INTERRUPTS_WHILE_SPOOLING(Blocking::new, false),
        WAITS(Interruptible::new, true),
        WAITS_WHILE_SPOOLING(Interruptible::new, false);

        private final Supplier<Source> source;
        private final boolean lengthKnown;

        Stalled(Supplier<Source> source, boolean lengthKnown) {
            this.source = source;
            this.lengthKnown = lengthKnown;
        }
    }

    private Future<Exchange> send(Cielo24Camel camel, Stalled stalled, Source source) {
        sources.add(source);
        Map<String, Object> headers = new HashMap<>(OwnTask.headers(OwnTask.job(1)));
        if (stalled.lengthKnown) {
            headers.put(Cielo24Constants.CONTENT_LENGTH, LENGTH);
        }
        return threads.submit(() -> camel.add("cielo24:addMedia", source, headers));
    }

    private static Cielo24Camel camel(RawService service, long stallTimeout) throws Exception {
        return Cielo24Camel.to(service.baseUrl(), component -> {
            component.setConnectionsPerRoute(1);
            component.setConnectionRequestTimeout(15_000);
            component.getConfiguration().setStallTimeout(stallTimeout);
        });
    }

    @ParameterizedTest
    @EnumSource
    void endsMediaThatComesNoFurther(Stalled stalled) throws Exception {
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = camel(service, 500)) {
            Source source = stalled.source.get();
            Future<Exchange> sent = send(camel, stalled, source);
            source.stalled.await();
            // there is one place in the pool, and the stalled upload does not keep it
            OwnTask.assertAdded(camel.add("cielo24:addMedia", URL, OwnTask.headers(OwnTask.job(2))), OwnTask.job(2));

            assertThat(failure(sent.get(20, TimeUnit.SECONDS)))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("stallTimeout")
                    .satisfies(e -> assertThat(e.isRetryable()).isTrue());
            OwnTask.assertAdded(
                    camel.add("cielo24:addMedia", new byte[10], OwnTask.headers(OwnTask.job(3))), OwnTask.job(3));
        }
    }

    /** It is the user's, and can be sent again. */
    @Test
    void leavesTheChannelOfAFileOpen(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("lecture.mp4");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(200_000_000);
        }
        try (RawService service = RawService.start(RawService.Peer::hold);
                Cielo24Camel camel = camel(service, 500);
                FileChannel channel = FileChannel.open(file)) {
            assertThat(failure(camel.add(channel)))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("stallTimeout");
            assertThat(channel.isOpen()).isTrue();
        }
    }

    /** All that it gives is one piece of the request, which takes longer than the timeout. */
    @Test
    void waitsForASourceThatIsSlowButMoving() throws Exception {
        InputStream slow = new FilterInputStream(new ByteArrayInputStream(new byte[40_000])) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                return in.read(bytes, offset, Math.min(length, 4_000));
            }
        };
        Map<String, Object> headers = new HashMap<>(OwnTask.headers(OwnTask.job(1)));
        headers.put(Cielo24Constants.CONTENT_LENGTH, 40_000);
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = camel(service, 1_500)) {
            OwnTask.assertAdded(camel.add("cielo24:addMedia", slow, headers), OwnTask.job(1));
        }
    }

    /** The watchdog interrupts, too, and takes its own interrupt back. */
    @Test
    void keepsTheInterruptOfTheUser() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        Source source = new Source() {
            @Override
            int stall() throws IOException {
                while (!closed.get()) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
                throw new IOException("closed");
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        sources.add(source);
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = camel(service, 500)) {
            AtomicBoolean interrupted = new AtomicBoolean();
            Thread sender = new Thread(() -> {
                camel.add(source);
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            sender.start();
            source.stalled.await();
            sender.interrupt();
            sender.join();
            assertThat(interrupted).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsNoCoreBusyMeanwhile(Stalled stalled) throws Exception {
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = camel(service, 3_000)) {
            // what is done once is done now
            OwnTask.assertAdded(
                    camel.add("cielo24:addMedia", new byte[10], OwnTask.headers(OwnTask.job(2))), OwnTask.job(2));
            Source source = stalled.source.get();
            Future<Exchange> sent = send(camel, stalled, source);
            source.stalled.await();
            long before = cpuMillis(source.reader);
            // the reader may be a thread that ends with the stall, so it is asked before
            Thread.sleep(2_000);
            long after = cpuMillis(source.reader);
            if (after >= 0) {
                assertThat(after - before).as("CPU time in ms").isLessThan(500);
            }
            failure(sent.get(20, TimeUnit.SECONDS));
        }
    }

    private static long cpuMillis(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.getId()) / 1_000_000;
    }

    @ParameterizedTest
    @EnumSource
    void isFreedByAStop(Stalled stalled) throws Exception {
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = camel(service, 600_000)) {
            camel.context().getShutdownStrategy().setTimeout(1);
            Source source = stalled.source.get();
            Future<Exchange> sent = send(camel, stalled, source);
            source.stalled.await();

            camel.context().stop();

            assertThat(failure(sent.get(20, TimeUnit.SECONDS))).isInstanceOf(Cielo24TransportException.class);
        }
    }

    /** However many there are, each round of the watchdog looks at all of them. */
    @Test
    void givesUpEachOfManyInTime() throws Exception {
        int uploads = 150;
        long stallTimeout = 1_000;
        byte[] media = new byte[16 * 1024 * 1024];
        CountDownLatch begun = new CountDownLatch(uploads);
        try (RawService service = RawService.start(peer -> {
                    begun.countDown();
                    peer.hold();
                });
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), component -> {
                    component.getConfiguration().setStallTimeout(stallTimeout);
                })) {
            List<Future<Long>> took = new ArrayList<>();
            for (int i = 0; i < uploads; i++) {
                String job = OwnTask.job(i);
                took.add(threads.submit(() -> {
                    long start = System.nanoTime();
                    assertThat(failure(camel.add("cielo24:addMedia", media, OwnTask.headers(job))))
                            .isInstanceOf(Cielo24TransportException.class)
                            .hasMessageContaining("stallTimeout");
                    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                }));
            }
            begun.await();
            long longest = 0;
            for (Future<Long> one : took) {
                longest = Math.max(longest, one.get());
            }
            // 1.5 s on a machine that does nothing else; it took 8 s and more where each looked for itself
            System.out.println("150 stalled uploads: the last was given up " + longest + " ms after its start");
            assertThat(longest).as("ms from the start of an upload to its end").isLessThan(7_000);
        }
    }

    /** Tells when nothing more comes from it, and who waits. */
    private abstract static class Source extends InputStream {

        final CountDownLatch stalled = new CountDownLatch(1);
        volatile Thread reader;
        private int left = 1_000;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int read = read(one, 0, 1);
            return read < 1 ? -1 : 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read = Math.min(left, length);
            left -= read;
            if (read > 0) {
                return read;
            }
            reader = Thread.currentThread();
            stalled.countDown();
            return stall();
        }

        abstract int stall() throws IOException;
    }

    /** As some streams do whose peer is slow, though they should not. It ends with the test. */
    private static final class NothingForEver extends Source {

        private volatile boolean closed;

        @Override
        int stall() throws IOException {
            if (closed) {
                throw new IOException("closed");
            }
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Blocking extends Source {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        int stall() throws IOException {
            boolean interrupted = false;
            while (true) {
                try {
                    closed.await();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IOException("closed");
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static final class Interruptible extends Source {

        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        int stall() throws IOException {
            try {
                closed.await();
                throw new IOException("closed");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("interrupted");
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
