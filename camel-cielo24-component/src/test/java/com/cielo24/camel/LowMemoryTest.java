package com.cielo24.camel;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

import com.cielo24.client.Cielo24Client;
import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Media far larger than the heap, in a process that has 64 MB of it.
 */
class LowMemoryTest {

    private static final long SEVERAL_HEAPS = 150_000_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(LowMemoryProgram.Way.class)
    void sendsAStreamThatIsLargerThanTheHeapThroughARoute(LowMemoryProgram.Way way) throws Exception {
        assertSent(way.name(), SEVERAL_HEAPS);
    }

    @Test
    @Tag("long")
    @Timeout(600)
    void sendsTheLargestFileThereCanBe() throws Exception {
        Path file = folder.resolve("lecture.mp4");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(Cielo24Client.LARGEST_UPLOAD);
        }
        assertSent(file.toString(), Cielo24Client.LARGEST_UPLOAD);
    }

    private void assertSent(String what, long bytes) throws IOException, InterruptedException {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            Path output = folder.resolve("output.log");
            Process process = JavaProcess.of(
                            List.of("-Xmx64m"),
                            LowMemoryProgram.class,
                            service.baseUrl().toString(),
                            service.apiToken(),
                            what,
                            Long.toString(bytes),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(process.waitFor()).as("exit, see " + output).isZero();
            } finally {
                process.destroyForcibly();
            }
            assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(bytes);
        }
    }
}
