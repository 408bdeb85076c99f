package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24TransportException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Media that is not what it was when the request began. A service must never take a part of it for the whole.
 */
class BrokenMediaTest {

    private static final long SIZE = 64L << 20;

    @TempDir
    Path folder;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch changed = new CountDownLatch(1);

    @Test
    void breaksOffWhenAFileShrinks() throws Exception {
        try (RawService service = changedAfterTheFirstMegabyte();
                Cielo24Camel camel = Cielo24Camel.to(service);
                RandomAccessFile file = file()) {
            whenBegun(() -> file.setLength(SIZE / 2));

            Exchange exchange = camel.add(path());

            assertThat(failure(exchange))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("ended after 33554432 of 67108864 bytes");
            assertThat(service.bodyBytes()).isLessThan(SIZE);
        }
    }

    /** What is still being written, or is another file by now, must not become a job's only media. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("alterations")
    void breaksOffBeforeTheLastPieceWhenAFileChanges(String reason, Alteration alteration) throws Exception {
        assertBrokenOffByChange("cielo24:addMedia", reason, alteration);
    }

    /** A checksum goes another way through the code. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("alterations")
    void breaksOffWithAChecksumToo(String reason, Alteration alteration) throws Exception {
        assertBrokenOffByChange("cielo24:addMedia?checksum=true", reason, alteration);
    }

    static Stream<Arguments> alterations() {
        Alteration grow = path -> resize(path, 2 * SIZE);
        Alteration touch = path -> Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
        Alteration replace = path -> {
            Path other = path.resolveSibling("other.mp4");
            resize(other, SIZE);
            Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        };
        return Stream.of(
                arguments("changed from 67108864 to 134217728 bytes", grow),
                arguments("was modified", touch),
                arguments("was replaced", replace),
                arguments("was removed", (Alteration) Files::delete));
    }

    private void assertBrokenOffByChange(String uri, String reason, Alteration alteration) throws Exception {
        resize(path(), SIZE);
        try (RawService service = changedAfterTheFirstMegabyte();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            whenBegun(() -> alteration.of(path()));

            Exchange exchange = camel.add(uri, path(), Map.of(Cielo24Constants.JOB_ID, JOB));

            assertThat(failure(exchange))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining(reason);
            assertThat(failure(exchange).isRetryable()).isTrue();
            await().untilAsserted(() -> assertThat(service.openConnections()).isZero());
            assertThat(service.bodyBytes()).isLessThan(SIZE);
        }
    }

    /** Its request consists of one piece, which must be held back all the same. */
    @Test
    void breaksOffWhenASmallFileGrowsBetweenOpeningAndSending() throws Exception {
        Path small = Files.write(folder.resolve("small.mp4"), new byte[1_000]);
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), component -> {}, context -> {
                    context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                        @Override
                        public void notify(CamelEvent event) throws Exception {
                            if (event instanceof UploadEvent upload && upload.getKind() == UploadEvent.Kind.STARTED) {
                                Files.write(small, new byte[1], StandardOpenOption.APPEND);
                            }
                        }
                    });
                })) {
            assertThat(failure(camel.add(small)))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("changed from 1000 to 1001 bytes");
            assertThat(service.bodyBytes()).isZero();
        }
    }

    @Test
    void breaksOffWhenTheFileOfAChannelGrows() throws Exception {
        try (RawService service = changedAfterTheFirstMegabyte();
                Cielo24Camel camel = Cielo24Camel.to(service);
                RandomAccessFile file = file()) {
            whenBegun(() -> file.setLength(SIZE + 1));

            assertThat(failure(camel.add(file.getChannel())))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("changed from 67108864 to 67108865 bytes");
            assertThat(service.bodyBytes()).isLessThan(SIZE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 300_000, 5_000_000})
    void breaksOffWhenAStreamEndsBeforeItsDeclaredLength(int missing) throws Exception {
        assertBrokenOff(10_000_000, new ByteArrayInputStream(new byte[10_000_000 - missing]), "the media ended after");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 128 * 1024, 1 << 20})
    void breaksOffWhenAStreamRunsPastItsDeclaredLength(int declared) throws Exception {
        assertBrokenOff(declared, new ByteArrayInputStream(new byte[declared + 1]), "runs past its declared length");
    }

    @Test
    void breaksOffWhenAStreamCannotBeRead() throws Exception {
        InputStream source = new SequenceInputStream(new ByteArrayInputStream(new byte[1_000_000]), failing());

        assertBrokenOff(10_000_000, source, "could not be read after");
    }

    /** The last bytes are held back until the end of the stream is sure. */
    @Test
    void breaksOffWhenTheEndOfAStreamCannotBeRead() throws Exception {
        InputStream source = new SequenceInputStream(new ByteArrayInputStream(new byte[1_000]), failing());

        assertBrokenOff(1_000, source, "could not be read to its end");
    }

    /** Streams of others throw whatever they like; a route gets one of the four outcomes. */
    @Test
    void breaksOffWhenAStreamThrowsSomethingElse() throws Exception {
        InputStream broken = new SequenceInputStream(new ByteArrayInputStream(new byte[1_000_000]), throwing());

        assertBrokenOff(10_000_000, broken, "could not be read after");
        assertBrokenOff(
                1_000,
                new SequenceInputStream(new ByteArrayInputStream(new byte[1_000]), throwing()),
                "could not be read to its end");
    }

    @Test
    void opensNoConnectionForAStreamThatCannotBeSpooled() throws Exception {
        try (RawService service = RawService.start(RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            assertThat(failure(camel.add(throwing())))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContainingAll("could not be opened", "lender is gone");
            assertThat(service.connections()).isZero();
        }
    }

    private void assertBrokenOff(long declared, InputStream source, String reason) throws Exception {
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange exchange = camel.add(
                    "cielo24:addMedia",
                    source,
                    Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.CONTENT_LENGTH, declared));

            assertThat(failure(exchange))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining(reason);
            await().until(() -> service.connections() == 1 && service.openConnections() == 0);
            assertThat(service.bodyBytes()).isLessThan(declared);
        }
    }

    private RawService changedAfterTheFirstMegabyte() throws IOException {
        return RawService.start(peer -> {
            peer.read(Math.min(1 << 20, peer.contentLength()));
            begun.countDown();
            changed.await();
            peer.readBody();
            peer.added();
        });
    }

    private void whenBegun(Change change) {
        Thread thread = new Thread(() -> {
            try {
                begun.await();
                change.make();
                changed.countDown();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private Path path() {
        return folder.resolve("lecture.mp4");
    }

    private RandomAccessFile file() throws IOException {
        resize(path(), SIZE);
        return new RandomAccessFile(path().toFile(), "rw");
    }

    private static InputStream failing() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }
        };
    }

    private static InputStream throwing() {
        return new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("lender is gone");
            }

            @Override
            public void close() {
                throw new IllegalStateException("lender is gone");
            }
        };
    }

    private static void resize(Path path, long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
    }

    private interface Change {
        void make() throws IOException;
    }

    private interface Alteration {
        void of(Path path) throws IOException;
    }
}
