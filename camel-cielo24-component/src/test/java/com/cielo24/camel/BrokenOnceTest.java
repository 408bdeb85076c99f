package com.cielo24.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The whole route of README, with a connection that breaks once: the file ends in exactly one job. */
class BrokenOnceTest {

    private static final String LOGIN = "/api/account/login";
    private static final String NEW = "/api/job/new";
    private static final String LIST = "/api/job/list";
    private static final String ADD = "/api/job/add_media";
    private static final int SIZE = 2_000_000;

    @TempDir
    Path inbox;

    static Stream<Arguments> breaks() {
        return Stream.of(
                        arguments(LOGIN, new Fault.DropBeforeBody()),
                        arguments(LOGIN, new Fault.DropAfterBody(true)),
                        arguments(LOGIN, Fault.status(503)),
                        arguments(NEW, new Fault.DropBeforeBody()),
                        arguments(NEW, new Fault.DropAfterBody(true)),
                        arguments(NEW, Fault.status(503)),
                        arguments(NEW, Fault.status(504).kept(true)),
                        arguments(NEW, Fault.emptyOk().kept(true)),
                        arguments(NEW, Fault.status(429)),
                        arguments(ADD, new Fault.DropBeforeBody()),
                        arguments(ADD, new Fault.DropDuringBody(SIZE / 2)),
                        arguments(ADD, new Fault.DropAfterBody(false)),
                        arguments(ADD, new Fault.DropAfterBody(true)),
                        arguments(ADD, Fault.status(502).kept(true)),
                        arguments(ADD, Fault.emptyOk()))
                .flatMap(broken -> Stream.of(true, false)
                        .map(redelivers -> arguments(broken.get()[0], broken.get()[1], redelivers)));
    }

    /** With redelivery of the exchange, and without: then the next poll takes the file again. */
    @ParameterizedTest
    @MethodSource("breaks")
    void theFileEndsInExactlyOneJob(String call, Fault fault, boolean redelivers) throws Exception {
        byte[] recording = new byte[SIZE];
        new Random(1).nextBytes(recording);
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl().toString(), BrokenOnceTest::logsIn)) {
            service.faults().forCall(call, fault, 1);
            Files.write(inbox.resolve("lecture.mp4"), recording);
            camel.withRoutes(route(redelivers));

            await().until(() -> service.media().size() == 1);
            // in flight may be an attempt that does not know it yet
            await().until(() -> Files.notExists(inbox.resolve("lecture.mp4"))
                    || service.requests(ADD).size() > 2);

            ReceivedMedia media = service.media().get(0);
            assertThat(service.jobs()).singleElement().satisfies(job -> assertThat(job.jobId())
                    .isEqualTo(media.jobId()));
            assertThat(media.sha256()).isEqualTo(sha256(recording));
        }
    }

    /** Neither the creation nor the search is answered: what is known then is that the media was not sent. */
    @ParameterizedTest
    @MethodSource("searches")
    void theFileEndsInExactlyOneJobWhereTheSearchBreaksAsWell(Fault fault) throws Exception {
        byte[] recording = new byte[1000];
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl().toString(), BrokenOnceTest::logsIn)) {
            service.faults().forCall(NEW, new Fault.DropAfterBody(true), 1);
            service.faults().forCall(LIST, fault, 1);
            Files.write(inbox.resolve("lecture.mp4"), recording);
            camel.withRoutes(route(true));

            await().until(() -> Files.notExists(inbox.resolve("lecture.mp4")));

            assertThat(service.jobs()).hasSize(1);
            assertThat(service.media()).hasSize(1);
        }
    }

    static Stream<Fault> searches() {
        return Stream.of(new Fault.DropBeforeBody(), Fault.status(503), Fault.garbage(), Fault.status(429));
    }

    private static void logsIn(Cielo24Component component) {
        component.getConfiguration().setApiToken(null);
        component.getConfiguration().setUsername("demo");
        component.getConfiguration().setSecurekey(Cielo24Simulator.DEMO_ACCOUNT.securekey());
    }

    private RouteBuilder route(boolean redelivers) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                if (redelivers) {
                    onException(Cielo24Exception.class)
                            .onWhen(simple("${exception.retryable}"))
                            .maximumRedeliveries(3)
                            .redeliveryDelay(1);
                }
                from("file:" + inbox + "?initialDelay=0&delay=20").to("cielo24:addMedia?createJob=true");
            }
        };
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
