package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Sessions: logins, renewals, and what happens when there is none to be had. */
class SessionTest {

    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;
    private static final String LOGIN = "/api/account/login";
    private static final String LOGOUT = "/api/account/logout";

    private final SteppedClock clock = new SteppedClock();
    private final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void logsInWithTheSecretInAHeaderAndNotInTheUrl() throws Exception {
        try (Cielo24Camel camel = camel(null)) {
            assertAdded(camel, new byte[10]);
        }

        ReceivedRequest login = service.requests(LOGIN).get(0);
        assertThat(login.method()).isEqualTo("GET");
        assertThat(login.rawQuery()).isEqualTo("v=1");
        assertThat(login.header("x-auth-user")).containsExactly(DEMO.username());
        assertThat(login.header("x-auth-securekey")).containsExactly(DEMO.securekey());
        assertThat(service.requests().get(0).header("x-auth-securekey")).isEmpty();
    }

    @Test
    void logsInWithAPassword() throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to(service.baseUrl().toString(), component -> {
            component.getConfiguration().setApiToken(null);
            component.getConfiguration().setUsername(DEMO.username());
            component.getConfiguration().setPassword(DEMO.password());
        })) {
            assertAdded(camel, new byte[10]);
        }

        assertThat(service.requests(LOGIN).get(0).header("x-auth-password")).containsExactly(DEMO.password());
    }

    @Test
    void sixtyFourSendersOnManyEndpointsCauseOneLogin() throws Exception {
        service.faults().forCall(LOGIN, new Fault.AnswerLate(Duration.ofMillis(200)), 1);
        ExecutorService senders = Executors.newFixedThreadPool(64);
        try (Cielo24Camel camel = camel(null)) {
            List<Future<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String uri = "cielo24:addMedia?maxUploadSize=" + (100 + i % 8);
                sent.add(senders.submit(() ->
                        camel.add(uri, new byte[10], Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId()))));
            }
            for (Future<Exchange> exchange : sent) {
                assertThat(exchange.get().getException()).isNull();
            }
        } finally {
            senders.shutdownNow();
        }

        assertThat(service.requests(LOGIN)).hasSize(1);
        assertThat(service.media()).hasSize(64);
    }

    @Test
    void renewsATokenBeforeItIsUsedAfterFiftyFiveIdleMinutes() throws Exception {
        try (Cielo24Camel camel = camel(null)) {
            assertAdded(camel, new byte[10]);
            clock.pass(Duration.ofMinutes(54));
            assertAdded(camel, new byte[10]);
            clock.pass(Duration.ofMinutes(54));
            assertAdded(camel, new byte[10]);
            assertThat(service.logins()).isEqualTo(1);

            clock.pass(Duration.ofMinutes(55));
            assertAdded(camel, new byte[10]);

            assertThat(service.logins()).isEqualTo(2);
            assertThat(service.requestCount()).isEqualTo(4);
        }
    }

    @Test
    void sendsOnceMoreWithANewTokenWhatCanBeReadAgain(@TempDir Path folder) throws Exception {
        byte[] bytes = "media".getBytes();
        Path file = Files.write(folder.resolve("a.mp4"), bytes);
        try (Cielo24Camel camel = camel(null)) {
            for (Object body : List.of(
                    bytes,
                    file,
                    ByteBuffer.wrap(bytes),
                    new ByteArrayInputStream(bytes),
                    new InputStreamCache(bytes),
                    "https://media.example.com/a.mp4")) {
                assertAdded(camel, new byte[1]);
                long logins = service.logins();
                long requests = service.requestCount();
                service.expireSessions();

                String job = assertAdded(camel, body);

                assertThat(service.logins()).as("%s", body.getClass()).isEqualTo(logins + 1);
                assertThat(service.requestCount()).isEqualTo(requests + 2);
                if (!(body instanceof String)) {
                    assertThat(service.media(job).orElseThrow().bytes()).isEqualTo(5);
                }
            }
            assertThat(component(camel).sessions().getResentRequests()).isEqualTo(6);
            assertThat(component(camel).sessions().getLogins()).isEqualTo(7);
        }
    }

    @Test
    void takesTheChecksumOfWhatWasSentLast() throws Exception {
        try (Cielo24Camel camel = camel(null)) {
            assertAdded(camel, new byte[1]);
            service.expireSessions();
            String job = Cielo24Simulator.newJobId();

            Exchange exchange = camel.add(
                    "cielo24:addMedia?checksum=true", new byte[3_000_000], Map.of(Cielo24Constants.JOB_ID, job));

            assertThat(exchange.getMessage().getHeader(Cielo24Constants.SHA256))
                    .isEqualTo(service.media(job).orElseThrow().sha256());
        }
    }

    @Test
    void aStreamThatCanBeReadOnceFailsAsRetryable() throws Exception {
        try (Cielo24Camel camel = camel(null)) {
            assertAdded(camel, new byte[1]);
            service.expireSessions();

            Cielo24Exception failed = failure(camel.add(
                    "cielo24:addMedia",
                    new ByteArrayInputStream(new byte[5]),
                    Map.of(Cielo24Constants.JOB_ID, Cielo24Camel.JOB, Cielo24Constants.CONTENT_LENGTH, 5)));

            assertThat(failed)
                    .isInstanceOf(Cielo24ServiceException.class)
                    .hasMessageContaining("BAD_API_TOKEN")
                    .hasMessageContaining("read only once");
            assertThat(failed.isRetryable()).isTrue();
            assertThat(service.requestCount()).isEqualTo(2);
            assertAdded(camel, new byte[1]);
            assertThat(service.logins()).isEqualTo(2);
        }
    }

    @Test
    void aTokenThatIsRefusedLateHasBeenRenewedAlready() throws Exception {
        ExecutorService senders = Executors.newSingleThreadExecutor();
        try (Cielo24Camel camel = camel(null)) {
            assertAdded(camel, new byte[1]);
            service.expireSessions();
            service.faults().next(new Fault.AnswerLate(Duration.ofMillis(700)));
            Future<String> late = senders.submit(() -> assertAdded(camel, new byte[1]));
            await().until(() -> service.requestCount() == 2);

            assertAdded(camel, new byte[1]);

            assertThat(service.media(late.get())).isPresent();
            assertThat(service.logins()).isEqualTo(2);
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void aTokenThatAnotherSenderHasRenewedCausesNoLogin() throws Exception {
        service.faults().forCall(LOGIN, new Fault.AnswerLate(Duration.ofMillis(100)), 2);
        ExecutorService senders = Executors.newFixedThreadPool(32);
        try (Cielo24Camel camel = camel(null)) {
            assertAdded(camel, new byte[1]);
            service.expireSessions();
            List<Future<String>> sent = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                sent.add(senders.submit(() -> assertAdded(camel, new byte[100_000])));
            }
            for (Future<String> job : sent) {
                assertThat(service.media(job.get())).isPresent();
            }
            assertThat(service.logins()).isEqualTo(2);
        } finally {
            senders.shutdownNow();
        }
    }

    @Test
    void sendsNoThirdTime() throws Exception {
        service.faults().always(new Fault.AnswerEarly(400, "BAD_API_TOKEN", "no"));
        try (Cielo24Camel camel = camel(null)) {
            Cielo24Exception failed = failure(camel.add(new byte[10]));

            assertThat(failed).isInstanceOf(Cielo24ServiceException.class);
            assertThat(failed.isRetryable()).isTrue();
            assertThat(service.requestCount()).isEqualTo(2);
            assertThat(service.logins()).isEqualTo(2);
        }
    }

    @Test
    void aTokenOfTheUserIsNeitherRenewedNorLoggedOut() throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to(service)) {
            camel.add(new byte[10]);
            service.faults().next(new Fault.AnswerEarly(400, "BAD_API_TOKEN", "no"));
            assertThat(failure(camel.add(new byte[10])).isRetryable()).isFalse();
        }

        assertThat(service.requestCount()).isEqualTo(2);
        assertThat(service.requests(LOGIN)).isEmpty();
        assertThat(service.requests(LOGOUT)).isEmpty();
    }

    @Test
    void aLoginThatIsRefusedIsNoStormAndBacksOff() throws Exception {
        try (Cielo24Camel camel =
                camel(component -> component.getConfiguration().setSecurekey("badbad"))) {
            for (int i = 0; i < 100; i++) {
                Cielo24Exception failed = failure(camel.add(new byte[10]));
                assertThat(failed)
                        .isInstanceOf(Cielo24ServiceException.class)
                        .hasMessageContaining("login of demo")
                        .hasMessageContaining("LOGIN_INVALID");
                assertThat(failed.isRetryable()).isFalse();
                assertThat(failed.getJobId()).isEqualTo(Cielo24Camel.JOB);
            }
            assertThat(service.requests(LOGIN)).hasSize(1);

            List<Long> seconds = new ArrayList<>();
            for (int refused = 1; refused <= 8; refused++) {
                long passed = 0;
                while (service.requests(LOGIN).size() == refused) {
                    clock.pass(Duration.ofSeconds(10));
                    passed += 10;
                    failure(camel.add(new byte[10]));
                }
                seconds.add(passed);
            }
            assertThat(seconds).containsExactly(30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L);
            assertThat(service.requestCount()).isZero();
            assertThat(component(camel).sessions().getFailedLogins()).isEqualTo(9);
        }
    }

    @Test
    void aLoginThatGetsNoAnswerIsToldAsNothingSent() throws Exception {
        service.faults().forCall(LOGIN, new Fault.DropAfterBody(false), 1);
        service.faults().forCall(LOGIN, Fault.status(503, 7), 1);
        service.faults().forCall(LOGIN, Fault.emptyOk(), 1);
        try (Cielo24Camel camel = camel(null)) {
            Cielo24Exception dropped = failure(camel.add(new byte[10]));
            assertThat(dropped).isInstanceOf(Cielo24TransportException.class).hasMessageContaining("could not log in");
            assertThat(dropped.isRetryable()).isTrue();

            Cielo24Exception busy = failure(camel.add(new byte[10]));
            assertThat(busy.isRetryable()).isTrue();
            assertThat(busy.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
            clock.pass(Duration.ofSeconds(7));

            Cielo24Exception empty = failure(camel.add(new byte[10]));
            assertThat(empty).isInstanceOf(Cielo24TransportException.class).hasMessageContaining("without a token");
            clock.pass(empty.getRetryAfter());
            assertAdded(camel, new byte[10]);
        }
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void mediaThatCannotBeSentCausesNoLogin() throws Exception {
        try (Cielo24Camel camel = camel(null)) {
            failure(camel.add(Path.of("/no/such/file")));
            failure(camel.add(new byte[0]));
        }
        assertThat(service.requests(LOGIN)).isEmpty();
    }

    @Test
    void logsOutWhenTheContextStops() throws Exception {
        Cielo24Camel camel = camel(null);
        assertAdded(camel, new byte[10]);
        assertThat(service.sessions()).isEqualTo(1);

        camel.close();

        assertThat(service.sessions()).isZero();
        assertThat(service.requests(LOGOUT)).hasSize(1);
    }

    @Test
    void leavesTheSessionWhereThatIsWanted() throws Exception {
        Cielo24Camel camel = camel(component -> component.setLogoutOnStop(false));
        assertAdded(camel, new byte[10]);

        camel.close();

        assertThat(service.requests(LOGOUT)).isEmpty();
    }

    @Test
    void doesNotWaitLongForALogout() throws Exception {
        service.faults().forCall(LOGOUT, new Fault.NeverAnswer(), 1);
        Cielo24Camel camel = camel(null);
        assertAdded(camel, new byte[10]);

        long begun = System.nanoTime();
        camel.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void logsInAgainAfterAStopAndAStart() throws Exception {
        try (Cielo24Camel camel = camel(null)) {
            assertAdded(camel, new byte[10]);
            component(camel).stop();
            component(camel).start();

            assertAdded(camel, new byte[10]);
        }
        assertThat(service.logins()).isEqualTo(2);
    }

    @Test
    void expiresInMillisecondsWhereTheServiceSaysSo() throws Exception {
        try (Cielo24Simulator hasty = Cielo24Simulator.builder()
                        .anyJob()
                        .tokenIdle(Duration.ofMillis(300))
                        .start();
                Cielo24Camel camel = Cielo24Camel.to(hasty.baseUrl().toString(), component -> {
                    component.getConfiguration().setApiToken(null);
                    component.getConfiguration().setUsername(DEMO.username());
                    component.getConfiguration().setSecurekey(DEMO.securekey());
                })) {
            camel.add(new byte[10]);
            await().until(() -> hasty.sessions() == 0);

            assertThat(camel.add(
                                    "cielo24:addMedia",
                                    new byte[10],
                                    Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId()))
                            .getException())
                    .isNull();
        }
    }

    @Test
    void anEndpointMayLogInToAnotherAccount() throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange exchange =
                    camel.add("cielo24:createJob?username=demo&securekey=" + DEMO.securekey(), "Lecture", Map.of());

            assertThat(exchange.getException()).isNull();
            assertThat(service.logins()).isEqualTo(1);
            assertThat(camel.context().getEndpoints().toString()).doesNotContain(DEMO.securekey());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username=demo | username needs a securekey or a password",
                "securekey=5ec0 | securekey needs a username",
                "password=open | password needs a username",
                "username=demo&securekey=5ec0&password=open | securekey contradicts password",
                "username=demo&securekey=5ec0&apiToken=7ca5 | apiToken contradicts username",
                "username=d%0Aemo&securekey=5ec0 | printable",
            })
    void refusesHalfAWayToLogInAndTwo(String options, String reason) throws Exception {
        try (Cielo24Camel camel = camel(component -> {
            component.getConfiguration().setUsername(null);
            component.getConfiguration().setSecurekey(null);
        })) {
            assertThatThrownBy(() -> camel.context().getEndpoint("cielo24:addMedia?" + options))
                    .isInstanceOf(ResolveEndpointFailedException.class)
                    .rootCause()
                    .hasMessageContaining(reason)
                    .hasMessageNotContaining("5ec0")
                    .hasMessageNotContaining("open");
        }
    }

    private Cielo24Camel camel(java.util.function.Consumer<Cielo24Component> options) throws Exception {
        return Cielo24Camel.to(service.baseUrl().toString(), component -> {
            component.setClock(clock);
            component.getConfiguration().setApiToken(null);
            component.getConfiguration().setUsername(DEMO.username());
            component.getConfiguration().setSecurekey(DEMO.securekey());
            if (options != null) {
                options.accept(component);
            }
        });
    }

    private static Cielo24Component component(Cielo24Camel camel) {
        return camel.context().getComponent("cielo24", Cielo24Component.class);
    }

    private static String assertAdded(Cielo24Camel camel, Object body) {
        String job = Cielo24Simulator.newJobId();
        Exchange exchange = camel.add("cielo24:addMedia", body, Map.of(Cielo24Constants.JOB_ID, job));
        assertThat(exchange.getException()).isNull();
        return job;
    }
}
