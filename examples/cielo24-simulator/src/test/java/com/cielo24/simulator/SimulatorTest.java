package com.cielo24.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Supplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator and clients for it. */
abstract class SimulatorTest {
    /** Ends a run of zeros that no client should send in full. */
    static final long ENDLESS = 5_000_000_000L;

    final String job = Cielo24Simulator.newJobId();
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    Cielo24Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Cielo24Simulator.builder().anyJob().start();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    /** The path and query of a right request, without a media_url. */
    String target(String jobId) {
        return "/api/job/add_media?v=1&api_token=" + simulator.apiToken() + "&job_id=" + jobId;
    }

    String target() {
        return target(job);
    }

    /** The target that adds media from a URL. */
    String target(String jobId, String mediaUrl) {
        return target(jobId) + "&media_url=" + URLEncoder.encode(mediaUrl, StandardCharsets.UTF_8);
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(target)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String target, byte[] body) throws IOException, InterruptedException {
        return client.send(upload(target, body), BodyHandlers.ofString());
    }

    HttpRequest upload(String target, byte[] body) {
        return HttpRequest.newBuilder(uri(target))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** Without a Content-Length: the client uses chunked coding. */
    HttpRequest chunkedUpload(String target, Supplier<InputStream> body) {
        return HttpRequest.newBuilder(uri(target))
                .POST(HttpRequest.BodyPublishers.ofInputStream(body))
                .build();
    }

    RawConnection connect() throws IOException {
        return new RawConnection(simulator);
    }

    URI uri(String target) {
        return simulator.baseUrl().resolve(target);
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
