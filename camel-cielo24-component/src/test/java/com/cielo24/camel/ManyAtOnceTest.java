package com.cielo24.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The ways to many uploads at once that the component's page shows. No upload is answered before all of them have come.
 */
@Timeout(300)
class ManyAtOnceTest {

    /** More than {@code threads()} has by default. */
    private static final int UPLOADS = 64;

    @TempDir
    Path folder;

    @Test
    void sendsFilesByThreads() throws Exception {
        for (int i = 0; i < UPLOADS; i++) {
            Files.write(folder.resolve(Cielo24Simulator.newJobId() + ".mp4"), new byte[100_000]);
        }
        try (RawService service = together();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            NotifyBuilder all = new NotifyBuilder(camel.context())
                    .fromRoute("folder")
                    .whenDone(UPLOADS)
                    .create();
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + folder)
                            .routeId("folder")
                            .setHeader(Cielo24Constants.JOB_ID, simple("${file:onlyname.noext}"))
                            .threads(UPLOADS, UPLOADS)
                            .to("cielo24:addMedia");
                }
            });

            assertThat(all.matches(5, TimeUnit.MINUTES)).isTrue();
            assertThat(folder.resolve(".camel").toFile().list()).hasSize(UPLOADS);
            assertThat(service.connections()).isEqualTo(UPLOADS);
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void sendsByVirtualThreads() throws Exception {
        assertSent(List.of("-Dcamel.threads.virtual.enabled=true"), List.of());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void sendsByVirtualThreadsThatCamelMainSwitchesOn() throws Exception {
        List<String> options = List.of("camel.main.virtual-threads-enabled=true");
        assumeTrue(
                Arrays.stream(MainConfigurationProperties.class.getMethods())
                        .anyMatch(method -> method.getName().equals("setVirtualThreadsEnabled")),
                "Camel 4.18 has the system property only");
        assertSent(List.of(), options);
    }

    private static RawService together() throws Exception {
        CyclicBarrier all = new CyclicBarrier(UPLOADS);
        return RawService.start(peer -> {
            peer.readBody();
            try {
                all.await();
            } catch (BrokenBarrierException e) {
                peer.reset();
            }
            peer.added();
        });
    }

    private void assertSent(List<String> jvmOptions, List<String> options) throws Exception {
        Path output = folder.resolve("output.log");
        try (RawService service = together()) {
            List<String> arguments = new ArrayList<>(List.of(service.baseUrl(), Integer.toString(UPLOADS)));
            arguments.addAll(options);
            Process process = JavaProcess.of(jvmOptions, VirtualThreadsProgram.class, arguments.toArray(new String[0]))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                process.waitFor(4, TimeUnit.MINUTES);
                assertThat(process.isAlive()).as(Files.readString(output)).isFalse();
                assertThat(process.exitValue()).as(Files.readString(output)).isZero();
                assertThat(service.connections()).isEqualTo(UPLOADS);
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
