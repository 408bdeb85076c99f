package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * From a folder of an FTP or SFTP server to a job, in each form in which camel-ftp hands a file on.
 */
class FtpRoutesTest {

    private static final String STREAM = "&stepwise=false&streamDownload=true";

    private enum Form {
        MEMORY("", "true"),
        STREAM(FtpRoutesTest.STREAM, "false"),
        CACHED_STREAM(FtpRoutesTest.STREAM, "true"),
        LOCAL_COPY("&localWorkDirectory=", "true");

        private final String options;
        private final String streamCache;

        Form(String options, String streamCache) {
            this.options = options;
            this.streamCache = streamCache;
        }
    }

    @TempDir
    Path folder;

    private final byte[] bytes = media();
    private final BlockingQueue<Object> ends = new LinkedBlockingQueue<>();
    private Path remote;
    private Cielo24Simulator service;
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        remote = Files.createDirectory(folder.resolve("remote"));
        Files.write(remote.resolve("lecture.mp4"), bytes);
        service = Cielo24Simulator.builder().anyJob().start();
        camel = Cielo24Camel.to(service);
    }

    @AfterEach
    void stop() {
        camel.close();
        service.close();
    }

    /** Random bytes have so few line ends that a short file might have none. */
    private static byte[] media() {
        byte[] media = new byte[700_001];
        new Random(5).nextBytes(media);
        for (int i = 0; i < 100; i++) {
            media[7_000 * i + 500] = '\r';
            media[7_000 * i + 501] = '\n';
        }
        return media;
    }

    @ParameterizedTest
    @EnumSource
    void uploadsAFileOfAnFtpServer(Form form) throws Exception {
        try (RemoteFolder server = RemoteFolder.ftp(remote)) {
            route(server, form, "&binary=true", "");

            assertAddedWhole();
        }
    }

    @ParameterizedTest
    @EnumSource
    void uploadsAFileOfAnSftpServer(Form form) throws Exception {
        try (RemoteFolder server = RemoteFolder.sftp(remote)) {
            route(server, form, "", "");

            assertAddedWhole();
        }
    }

    /** The default of camel-ftp. */
    @ParameterizedTest
    @EnumSource
    void refusesWhatTheAsciiModeOfFtpHasChanged(Form form) throws Exception {
        try (RemoteFolder server = RemoteFolder.ftp(remote)) {
            route(server, form, "", "");

            Cielo24Exception refused = (Cielo24Exception) end();
            assertThat(refused)
                    // the length of a stream is known when it has ended
                    .isInstanceOf(
                            form == Form.STREAM
                                    ? Cielo24TransportException.class
                                    : Cielo24InvalidRequestException.class)
                    .hasMessageContaining("the remote file has 700001 bytes")
                    .hasMessageContaining("binary=true");
            assertThat(service.media()).isEmpty();
        }
    }

    /** Media without line ends comes whole in that mode. */
    @Test
    void uploadsWhatTheAsciiModeOfFtpHasNotChanged() throws Exception {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] |= 0x40;
        }
        Files.write(remote.resolve("lecture.mp4"), bytes);
        try (RemoteFolder server = RemoteFolder.ftp(remote)) {
            route(server, Form.CACHED_STREAM, "", "");

            assertAddedWhole();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAM", "CACHED_STREAM"})
    void leavesOutWhatARouteHasMadeOfATextFileInAsciiMode(Form form) throws Exception {
        byte[] other = Arrays.copyOf(bytes, 100_000);
        try (RemoteFolder server = RemoteFolder.ftp(remote)) {
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(server.uri() + STREAM)
                            .streamCache(form.streamCache)
                            .process(exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(other)))
                            .to("cielo24:addMedia?jobId=" + JOB)
                            .process(exchange -> ends.add(exchange.getMessage().getBody()));
                }
            });

            end();
            assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(other.length);
        }
    }

    @Test
    void needsNoSpoolForAStreamOfARemoteFile() throws Exception {
        Path spool = folder.resolve("spool");
        try (RemoteFolder server = RemoteFolder.sftp(remote)) {
            route(server, Form.STREAM, "", "&spoolDirectory=" + spool);

            assertAddedWhole();
            assertThat(spool).doesNotExist();
        }
    }

    /** An attempt that never reads the stream leaves it as it is. */
    @Test
    void sendsAStreamAgainWhereTheServiceWasAwayBefore() throws Exception {
        int port = service.baseUrl().getPort();
        service.close();
        BlockingQueue<Object> failures = new LinkedBlockingQueue<>();
        try (RemoteFolder server = RemoteFolder.sftp(remote)) {
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Cielo24TransportException.class)
                            .onExceptionOccurred(exchange -> failures.add(exchange))
                            .maximumRedeliveries(-1)
                            .redeliveryDelay(50);
                    from(server.uri() + STREAM)
                            .streamCache("false")
                            .to("cielo24:addMedia?jobId=" + JOB)
                            .process(exchange -> ends.add(exchange.getMessage().getBody()));
                }
            });
            assertThat(failures.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThat(failures.poll(60, TimeUnit.SECONDS)).isNotNull();
            service = Cielo24Simulator.builder().anyJob().port(port).start();

            assertAddedWhole();
        }
    }

    @Test
    void uploadsAFileWhoseServerTellsNoLength() throws Exception {
        for (long unknown : new long[] {0, -1}) {
            for (Object body : List.of(bytes, new ByteArrayInputStream(bytes))) {
                GenericFile<Object> file = new GenericFile<>();
                file.setFile(new Object());
                file.setFileLength(unknown);
                file.setBody(body);

                Exchange exchange = camel.add("cielo24:addMedia?jobId=" + nextJob(), file, Map.of());

                assertThat(exchange.getException()).isNull();
            }
        }
        assertThat(service.media()).hasSize(4).allMatch(media -> media.bytes() == bytes.length);
    }

    private int jobs;

    private String nextJob() {
        return String.format("%032x", ++jobs);
    }

    private void route(RemoteFolder server, Form form, String remoteOptions, String options) throws Exception {
        String local = form == Form.LOCAL_COPY ? folder.resolve("work").toString() : "";
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .process(exchange -> ends.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
                from(server.uri() + form.options + local + remoteOptions)
                        .streamCache(form.streamCache)
                        .to("cielo24:addMedia?jobId=" + JOB + options)
                        .process(exchange -> ends.add(exchange.getMessage().getBody()));
            }
        });
    }

    private Object end() throws Exception {
        Object end = ends.poll(120, TimeUnit.SECONDS);
        assertThat(end).as("what became of the file").isNotNull();
        return end;
    }

    private void assertAddedWhole() throws Exception {
        assertThat(end()).isInstanceOf(String.class);
        assertThat(service.media(JOB).orElseThrow().sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
}
