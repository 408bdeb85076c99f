package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.cielo24.simulator.ReceivedMedia;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads, seen from the wire.
 */
class AddMediaByUploadTest extends WithSimulator {

    @TempDir
    Path folder;

    private final byte[] bytes = new byte[3_000_001];

    @BeforeEach
    void start() {
        new Random(42).nextBytes(bytes);
    }

    @Test
    void sendsAFileAsARawPost() throws Exception {
        Exchange exchange = camel.add(file());

        assertThat(exchange.getException()).isNull();
        assertThat(service.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/api/job/add_media");
            assertThat(request.rawQuery()).isEqualTo("v=1&api_token=" + service.apiToken() + "&job_id=" + JOB);
            assertThat(request.header("Content-Length")).containsExactly("3000001");
            assertThat(request.header("Accept")).containsExactly("application/json");
            assertThat(request.header("User-Agent"))
                    .singleElement()
                    .asString()
                    .matches("camel-cielo24/\\d+\\.\\d+\\.\\d+");
            for (String absent : List.of(
                    "Content-Type",
                    "Transfer-Encoding",
                    "Content-Encoding",
                    "Expect",
                    "Accept-Encoding",
                    "Upgrade",
                    "Cookie",
                    "Authorization")) {
                assertThat(request.header(absent)).as(absent).isEmpty();
            }
        });
        assertReceivedWhole();
    }

    @Test
    void answersWithTheTaskAndWhatWasSent() throws Exception {
        Exchange exchange = camel.add(file());

        String task = service.media(JOB).orElseThrow().taskId();
        assertThat(exchange.getMessage().getBody()).isEqualTo(task);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelCielo24TaskId", task)
                .containsEntry("CamelCielo24JobId", JOB)
                .containsEntry("CamelCielo24BytesSent", 3_000_001L)
                .doesNotContainKey("CamelCielo24Sha256");
    }

    @Test
    void takesAChecksumOfWhatItSendsWhereAskedTo() throws Exception {
        Exchange exchange = camel.add("cielo24:addMedia?checksum=true", file(), Map.of(Cielo24Constants.JOB_ID, JOB));

        assertThat(exchange.getMessage().getHeader("CamelCielo24Sha256"))
                .isEqualTo(service.media(JOB).orElseThrow().sha256());
    }

    @Test
    void sendsAPath() throws Exception {
        camel.add(file().toPath());
        assertReceivedWhole();
    }

    @Test
    void sendsBytes() throws Exception {
        camel.add(bytes);
        assertReceivedWhole();
    }

    @Test
    void sendsTheRestOfAByteBufferAndLeavesItsPosition() throws Exception {
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 10);
        direct.position(10).mark();
        direct.put(bytes).reset();

        camel.add(direct);

        assertReceivedWhole();
        assertThat(direct.position()).isEqualTo(10);
    }

    @Test
    void sendsAStreamOfDeclaredLengthWithoutASpool() throws Exception {
        Path spool = folder.resolve("spool");
        Exchange exchange = camel.add(
                "cielo24:addMedia?spoolDirectory=" + spool,
                new ByteArrayInputStream(bytes),
                Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.CONTENT_LENGTH, bytes.length));

        assertThat(exchange.getException()).isNull();
        assertReceivedWhole();
        assertThat(spool).doesNotExist();
    }

    @Test
    void spoolsAStreamOfUnknownLength() throws Exception {
        Path spool = folder.resolve("spool");
        Exchange exchange = camel.add(
                "cielo24:addMedia?spoolDirectory=" + spool,
                new ByteArrayInputStream(bytes),
                Map.of(Cielo24Constants.JOB_ID, JOB));

        assertThat(exchange.getException()).isNull();
        assertReceivedWhole();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void sendsOneByte() throws Exception {
        camel.add(new byte[] {7});
        assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(1);
    }

    @Test
    void takesNothingFromTheExchangeIntoTheRequest() throws Exception {
        Exchange exchange = camel.add(
                "cielo24:addMedia",
                file(),
                Map.ofEntries(
                        Map.entry(Cielo24Constants.JOB_ID, JOB),
                        Map.entry("Content-Type", "video/mp4"),
                        Map.entry("Transfer-Encoding", "chunked"),
                        Map.entry("Content-Encoding", "gzip"),
                        Map.entry("Content-Length", "5"),
                        Map.entry("Host", "elsewhere.example.com"),
                        Map.entry("Authorization", "Basic abc"),
                        Map.entry("X-Anything", "at all"),
                        Map.entry(Exchange.HTTP_URI, "http://127.0.0.1:1/elsewhere"),
                        Map.entry(Exchange.HTTP_PATH, "/elsewhere"),
                        Map.entry(Exchange.HTTP_METHOD, "DELETE"),
                        Map.entry(Exchange.HTTP_QUERY, "v=2"),
                        Map.entry(Exchange.HTTP_RAW_QUERY, "v=2")));

        assertThat(exchange.getException()).isNull();
        assertThat(service.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/api/job/add_media");
            assertThat(request.headers().keySet())
                    .extracting(String::toLowerCase)
                    .containsExactlyInAnyOrder("accept", "connection", "content-length", "host", "user-agent");
            assertThat(request.header("Host")).containsExactly("127.0.0.1:" + service.port());
        });
        assertReceivedWhole();
    }

    @Test
    void keepsThePathInFrontOfTheServicesOwn() throws Exception {
        try (RawService gateway = RawService.start(peer -> {
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel behind = Cielo24Camel.to(gateway.baseUrl() + "/gateway/", component -> {})) {
            behind.add(bytes);
            assertThat(gateway.heads()).singleElement().asString().startsWith("POST /gateway/api/job/add_media?v=1&");
        }
    }

    private java.io.File file() throws Exception {
        return Files.write(folder.resolve("lecture.mp4"), bytes).toFile();
    }

    private void assertReceivedWhole() throws Exception {
        ReceivedMedia media = service.media(JOB).orElseThrow();
        assertThat(media.bytes()).isEqualTo(bytes.length);
        assertThat(media.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                .digest(bytes)));
    }
}
