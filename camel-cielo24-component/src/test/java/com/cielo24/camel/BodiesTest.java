package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Bodies as routes hand them on, byte for byte.
 */
class BodiesTest extends WithSimulator {

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[700_001];

    @BeforeEach
    void start() {
        new Random(7).nextBytes(bytes);
    }

    @Test
    void uploadsAFileOfTheFileComponentAndLeavesItToIt() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        Files.write(inbox.resolve("lecture.mp4"), bytes);

        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?initialDelay=0&delay=50&move=../done/${file:name}")
                        .to("cielo24:addMedia?jobId=" + JOB);
            }
        });

        await().until(() -> Files.exists(folder.resolve("done/lecture.mp4")));
        assertReceivedWhole();
    }

    @Test
    void uploadsTheLocalCopyOfARemoteFile() throws Exception {
        camel.add(remote(Files.write(folder.resolve("copy"), bytes).toFile()));

        assertReceivedWhole();
    }

    @Test
    void spoolsARemoteFileWithoutALength() throws Exception {
        camel.add(remote(new ByteArrayInputStream(bytes)));

        assertReceivedWhole();
    }

    /** The length is that of the poll, and who opens the file looks again. */
    @Test
    void uploadsALocalFileThatHasGrownSinceItWasFound() throws Exception {
        GenericFile<File> file = new GenericFile<>();
        file.setFile(Files.write(folder.resolve("lecture.mp4"), bytes).toFile());
        file.setFileLength(bytes.length - 1);

        camel.add(file);

        assertReceivedWhole();
    }

    @Test
    void refusesARemoteFileWhoseBodyIsText() {
        assertThat(failure(camel.add(remote("text")))).isInstanceOf(Cielo24InvalidRequestException.class);
    }

    /** Wherever the channel stands, and whatever its path means by then. */
    @Test
    void uploadsTheFileOfAChannelFromItsBeginning() throws Exception {
        Path file = Files.write(folder.resolve("lecture.mp4"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.position(1_000);
            Files.move(file, folder.resolve("moved.mp4"));
            Files.write(file, new byte[3]);

            camel.add(channel);

            assertReceivedWhole();
            assertThat(channel.position()).isEqualTo(1_000);
        }
    }

    @Test
    void refusesAChannelThatCannotBeRead() throws Exception {
        Path file = Files.write(folder.resolve("lecture.mp4"), bytes);
        FileChannel closed = FileChannel.open(file);
        closed.close();
        try (FileChannel writing = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (FileChannel channel : List.of(closed, writing)) {
                assertThat(failure(camel.add(channel)))
                        .isInstanceOf(Cielo24InvalidRequestException.class)
                        .hasMessageContaining("open it again");
            }
        }
        assertThat(service.requestCount()).isZero();
    }

    @Test
    void uploadsWhatCamelHasCachedInMemory() throws Exception {
        InputStreamCache cache = new InputStreamCache(bytes);
        cache.skip(5);

        camel.add(cache);

        assertReceivedWhole();
    }

    @Test
    void uploadsWhatCamelHasCachedOnDisk() throws Exception {
        Path spool = folder.resolve("camel");
        camel.context().setStreamCaching(true);
        camel.context().getStreamCachingStrategy().setSpoolEnabled(true);
        camel.context().getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
        camel.context().getStreamCachingStrategy().setSpoolThreshold(1_000);
        camel.context().getStreamCachingStrategy().start();
        Path ours = folder.resolve("ours");
        camel.withRoutes(route("cielo24:addMedia?spoolDirectory=" + ours));

        Exchange exchange = camel.add("direct:in", new ByteArrayInputStream(bytes), jobId());

        assertThat(exchange.getException()).isNull();
        assertReceivedWhole();
        // its length is known, so it is not written to disk a second time
        assertThat(ours).doesNotExist();
    }

    @Test
    void spoolsACacheOfUnknownLength() throws Exception {
        camel.add(cacheOfUnknownLength(bytes));

        assertReceivedWhole();
    }

    @Test
    void refusesAnEmptyCache() {
        assertThat(failure(camel.add(new InputStreamCache(new byte[0]))))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining("empty");
    }

    @ParameterizedTest
    @EnumSource(Repeatable.class)
    void sendsTheSameAgainWhenCamelRedelivers(Repeatable kind) throws Exception {
        service.faults().next(Fault.status(429));
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Cielo24ServiceException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(1);
                from("direct:redelivers").to("cielo24:addMedia?checksum=true");
            }
        });

        Exchange exchange = camel.add("direct:redelivers", kind.body(bytes, folder), jobId());

        assertThat(exchange.getException()).isNull();
        assertThat(service.requestCount()).isEqualTo(2);
        assertReceivedWhole();
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.SHA256)).isEqualTo(sha256());
    }

    @Test
    void saysWhyAStreamThatIsUsedUpCannotBeSentAgain() throws Exception {
        service.faults().next(Fault.status(429));
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Cielo24ServiceException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(1);
                from("direct:uncached").streamCache("false").to("cielo24:addMedia");
            }
        });

        Exchange exchange = camel.add("direct:uncached", new ByteArrayInputStream(bytes), jobId());

        assertThat(failure(exchange)).hasMessageContaining("stream caching");
        assertThat(service.media()).isEmpty();
    }

    @Test
    void addsTheUrlThatIsTheBody() throws Exception {
        camel.add(URI.create("https://media.example.com/lecture.mp4"));

        assertThat(service.media(JOB).orElseThrow().mediaUrl()).isEqualTo("https://media.example.com/lecture.mp4");
    }

    private static RouteBuilder route(String to) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(to);
            }
        };
    }

    private static Map<String, Object> jobId() {
        return Map.of(Cielo24Constants.JOB_ID, JOB);
    }

    /** As camel-ftp and its like make them: the file is theirs, the body is what they fetched. */
    private static GenericFile<Object> remote(Object body) {
        GenericFile<Object> file = new GenericFile<>();
        file.setFile(new Object());
        file.setBody(body);
        return file;
    }

    private String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void assertReceivedWhole() throws Exception {
        assertThat(service.media(JOB).orElseThrow().sha256()).isEqualTo(sha256());
    }

    /** What can be sent a second time. */
    private enum Repeatable {
        FILE {
            @Override
            Object body(byte[] bytes, Path folder) throws Exception {
                return Files.write(folder.resolve("lecture.mp4"), bytes).toFile();
            }
        },
        CHANNEL {
            @Override
            Object body(byte[] bytes, Path folder) throws Exception {
                return FileChannel.open(Files.write(folder.resolve("lecture.mp4"), bytes));
            }
        },
        BYTES {
            @Override
            Object body(byte[] bytes, Path folder) {
                return bytes;
            }
        },
        CACHED_STREAM {
            @Override
            Object body(byte[] bytes, Path folder) throws Exception {
                return new FileInputStream((File) FILE.body(bytes, folder));
            }
        },
        CACHE_OF_UNKNOWN_LENGTH {
            @Override
            Object body(byte[] bytes, Path folder) {
                return cacheOfUnknownLength(bytes);
            }
        };

        abstract Object body(byte[] bytes, Path folder) throws Exception;
    }

    /** As Camel has them for readers, sources and encrypted spools: no streams. */
    private static StreamCache cacheOfUnknownLength(byte[] bytes) {
        TestCache cache = new TestCache(bytes);
        return (StreamCache) Proxy.newProxyInstance(
                StreamCache.class.getClassLoader(),
                new Class<?>[] {StreamCache.class},
                (proxy, method, arguments) -> method.getName().equals("length") ? 0L : method.invoke(cache, arguments));
    }
}
