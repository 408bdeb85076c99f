package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Streams of unknown length wait on disk, and leave nothing there.
 */
class SpoolTest {

    @TempDir
    Path folder;

    @Test
    void leavesNothingAfterARefusal() throws Exception {
        try (RawService service = RawService.start(peer -> {
            peer.readBody();
            peer.answer(400, "{}");
        })) {
            assertThat(fails(service, new ByteArrayInputStream(new byte[1_000_000])))
                    .isInstanceOf(Cielo24ServiceException.class);
        }
    }

    @Test
    void leavesNothingAfterABrokenConnection() throws Exception {
        try (RawService service = RawService.start(RawService.Peer::reset)) {
            assertThat(fails(service, new ByteArrayInputStream(new byte[20_000_000])))
                    .isInstanceOf(Cielo24TransportException.class);
        }
    }

    @Test
    void leavesNothingOfAStreamThatCannotBeRead() throws Exception {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk gone");
            }
        };
        try (RawService service = RawService.start(RawService.Peer::added)) {
            assertThat(fails(service, new SequenceInputStream(new ByteArrayInputStream(new byte[1_000_000]), failing)))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("disk gone");
            assertThat(service.connections()).isZero();
        }
    }

    @Test
    void leavesNothingOfAStreamThatIsTooLong() throws Exception {
        try (RawService service = RawService.start(RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange exchange = camel.add(
                    "cielo24:addMedia?maxUploadSize=1000&spoolDirectory=" + folder,
                    new ByteArrayInputStream(new byte[1_001]),
                    Map.of(Cielo24Constants.JOB_ID, JOB));

            assertThat(failure(exchange))
                    .isInstanceOf(Cielo24InvalidRequestException.class)
                    .hasMessageContaining("more than 1000 bytes");
            assertThat(folder).isEmptyDirectory();
            assertThat(service.connections()).isZero();
        }
    }

    @Test
    void leavesNothingWhenTheContextStopsHalfWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (RawService service = RawService.start(peer -> {
            peer.read(1_000);
            begun.countDown();
            peer.hold();
        })) {
            Cielo24Camel camel = Cielo24Camel.to(service);
            Thread sender = new Thread(() -> camel.add(
                    "cielo24:addMedia?spoolDirectory=" + folder,
                    new ByteArrayInputStream(new byte[20_000_000]),
                    Map.of(Cielo24Constants.JOB_ID, JOB)));
            sender.start();
            begun.await();

            camel.close();

            sender.join();
            assertThat(openSpools()).isZero();
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** The name is gone while the file is still in use, so that not even {@code kill -9} leaves it behind. */
    @Test
    void hasNoNameWhileItIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        try (RawService service = RawService.start(peer -> {
                    peer.read(1_000);
                    begun.countDown();
                    looked.await();
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Thread sender = new Thread(() -> camel.add(
                    "cielo24:addMedia?spoolDirectory=" + folder,
                    new ByteArrayInputStream(new byte[20_000_000]),
                    Map.of(Cielo24Constants.JOB_ID, JOB)));
            sender.start();
            begun.await();
            assertThat(folder).isEmptyDirectory();
            assertThat(openSpools()).isOne();
            looked.countDown();
            sender.join();
            await().untilAsserted(() -> assertThat(openSpools()).isZero());
        }
    }

    @Test
    void namesAFolderThatCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        try (RawService service = RawService.start(RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange exchange = camel.add(
                    "cielo24:addMedia?spoolDirectory=" + file,
                    new ByteArrayInputStream(new byte[1]),
                    Map.of(Cielo24Constants.JOB_ID, JOB));

            assertThat(failure(exchange))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    private Cielo24Exception fails(RawService service, InputStream body) throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange exchange =
                    camel.add("cielo24:addMedia?spoolDirectory=" + folder, body, Map.of(Cielo24Constants.JOB_ID, JOB));
            assertThat(folder).isEmptyDirectory();
            assertThat(openSpools()).isZero();
            return failure(exchange);
        }
    }

    /** Files of the folder that this process holds open, with or without a name. */
    private long openSpools() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).startsWith(folder);
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }
}
