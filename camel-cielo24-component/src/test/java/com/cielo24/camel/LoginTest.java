package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Connections;
import com.cielo24.client.Sessions;
import com.cielo24.client.internal.Session;
import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Logins that fail: which of them are refusals, when the next one is tried, and who notices. */
class LoginTest {

    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;
    private static final String LOGIN = "/api/account/login";
    private static final String INFO = "{ \"JobId\" : \"" + Cielo24Camel.JOB + "\" }";
    private static final Fault REFUSED_TOKEN = new Fault.AnswerEarly(400, "BAD_API_TOKEN", "no");

    private final SteppedClock clock = new SteppedClock();
    private final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        service.close();
    }

    static Stream<Fault> answersThatAreNoRefusal() {
        String refusal = "{\"ErrorType\":\"LOGIN_INVALID\",\"ErrorComment\":\"no\"}";
        return Stream.of(
                Fault.status(500),
                Fault.status(503),
                Fault.status(400),
                Fault.status(401),
                Fault.status(404),
                Fault.garbage(),
                Fault.emptyOk(),
                new Fault.Status(401, Map.of("Content-Type", "application/json"), "{\"error\":\"proxy\"}"),
                new Fault.Status(403, Map.of("Content-Type", "application/json"), refusal),
                new Fault.Status(408, Map.of("Content-Type", "application/json"), refusal),
                new Fault.Status(429, Map.of("Content-Type", "application/json"), refusal),
                new Fault.Status(302, Map.of("Location", "https://sso.example.com/"), ""),
                new Fault.DropBeforeBody(),
                new Fault.DropAfterBody(false));
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNoRefusal")
    void aLoginThatIsNotRefusedByTheServiceIsRetryableAndASingleOneBlocksNobody(Fault fault) throws Exception {
        service.faults().forCall(LOGIN, fault, 1);
        try (Cielo24Camel camel = camel()) {
            Cielo24Exception failed = failure(camel.add(new byte[10]));

            assertThat(failed)
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageStartingWith("Job " + Cielo24Camel.JOB + ": could not log in, so nothing was sent: ")
                    .hasMessageNotContaining("everything was sent");
            assertThat(failed.isRetryable()).isTrue();
            assertThat(failed.getRetryAfter()).isNull();
            // Camel looks at causes first
            for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
                assertThat(cause).isNotInstanceOf(Cielo24Exception.class);
            }
            assertThat(service.requestCount()).isZero();
            assertThat(info(camel).getException()).isNull();
        }
    }

    /** A stream can be read once: it must be there for the next attempt. */
    @Test
    void aPausedLoginLeavesAStreamUnread() throws Exception {
        service.faults().forCall(LOGIN, Fault.status(503, 60), 1);
        try (Cielo24Camel camel = camel()) {
            failure(info(camel));
            InputStream stream = new ByteArrayInputStream(new byte[5_000_000]);

            assertThat(failure(camel.add(stream))).hasMessageContaining("the next login is tried in 60 s");
            assertThat(stream.available()).isEqualTo(5_000_000);

            clock.pass(Duration.ofMinutes(1));
            assertThat(camel.add(stream).getException()).isNull();
        }
        assertThat(service.media()).hasSize(1);
    }

    /** Neither says anything of the service. */
    @Test
    void aStopAndAFullPoolDoNotCountAsFailedLogins() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (RawService raw = RawService.start(peer -> {
                    if (isLogin(peer.head())) {
                        peer.answer(200, "{\"ApiToken\":\"0123456789abcdef0123456789abcdef\"}");
                        return;
                    }
                    peer.readBody();
                    if (peer.head().startsWith("POST")) {
                        begun.countDown();
                        release.await();
                    }
                    peer.added();
                });
                Cielo24Camel camel = camel(raw.baseUrl(), component -> {
                    component.setConnectionsPerRoute(1);
                    component.setConnectionRequestTimeout(100);
                })) {
            String withToken = "cielo24:addMedia?apiToken=" + Cielo24Camel.TOKEN;
            Future<Exchange> upload = threads.submit(() -> camel.add(withToken, new byte[10], job(Cielo24Camel.JOB)));
            begun.await();
            for (int i = 0; i < 3; i++) {
                assertThat(failure(camel.add("https://media.example.com/a.mp4")))
                        .hasMessageContainingAll("could not log in", "connectionRequestTimeout")
                        .hasMessageNotContaining("the next login is tried");
            }
            release.countDown();
            assertThat(upload.get().getException()).isNull();
            component(camel).stop();
            for (int i = 0; i < 3; i++) {
                assertThat(failure(camel.add("https://media.example.com/a.mp4")))
                        .hasMessageNotContaining("the next login is tried");
            }
            component(camel).start();
            assertThat(camel.add("https://media.example.com/a.mp4").getException())
                    .isNull();
        }
    }

    @Test
    void aLoginWithoutAConnectionIsRetryable() throws Exception {
        service.close();
        try (Cielo24Camel camel = camel()) {
            assertThat(failure(info(camel)))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("could not log in, so nothing was sent: the login did not reach the service");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, LOGIN_INVALID, , 30",
        "401, ACCOUNT_UNPRIVILEGED, , 30",
        "400, SOMETHING_NEW, 7, 30",
        "401, LOGIN_INVALID, 120, 120",
        "400, LOGIN_INVALID, 86400, 900",
    })
    void aLoginThatTheServiceRefusesIsRefusedForAll(int status, String type, String retryAfter, long seconds)
            throws Exception {
        Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter);
        service.faults().forCall(LOGIN, new Fault.Status(status, headers, "{\"ErrorType\":\"" + type + "\"}"), 1);
        try (Recorder log = new Recorder(Session.class.getName());
                Cielo24Camel camel = camel()) {
            for (int i = 0; i < 20; i++) {
                Cielo24Exception failed = failure(info(camel));
                assertThat(failed)
                        .isInstanceOf(Cielo24ServiceException.class)
                        .hasMessageContaining("login of demo with HTTP " + status + " " + type);
                assertThat(failed.isRetryable()).isFalse();
                assertThat(failed.getRetryAfter()).isEqualTo(Duration.ofSeconds(seconds));
            }
            clock.pass(Duration.ofSeconds(seconds - 1));
            assertThat(failure(info(camel)).getRetryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(service.requests(LOGIN)).hasSize(1);

            clock.pass(Duration.ofSeconds(1));
            assertThat(info(camel).getException()).isNull();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("Correct the username")
                    .contains("in " + seconds + " s");
        }
    }

    @Test
    void theWaitDoublesFromTheSecondFailureInARowAndEndsWithATokenThatIsAccepted() throws Exception {
        service.faults().forCall(LOGIN, Fault.status(500), 9);
        try (Recorder log = new Recorder(Session.class.getName());
                Cielo24Camel camel = camel()) {
            assertThat(secondsBetweenLogins(camel, 10)).containsExactly(0, 1, 2, 4, 8, 16, 32, 60, 60);
            assertThat(log.lines()).singleElement().asString().contains("Could not log in as demo", "in 1 s");

            service.expireSessions();
            service.faults().forCall(LOGIN, Fault.status(500), 1);
            assertThat(failure(info(camel)).getRetryAfter())
                    .as("the first of another row")
                    .isNull();
            assertThat(info(camel).getException()).isNull();
        }
    }

    @Test
    void thoseWhoWaitAreToldHowLongAndWhyAndSendNothing() throws Exception {
        service.faults().forCall(LOGIN, Fault.status(503, 60), 1);
        try (Cielo24Camel camel = camel()) {
            failure(info(camel));
            clock.pass(Duration.ofMillis(20_500));

            Cielo24Exception failed = failure(camel.add(new byte[10]));

            assertThat(failed)
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("could not log in, so nothing was sent: the service answered HTTP 503")
                    .hasMessageContaining("the next login is tried in 40 s");
            assertThat(failed.getJobId()).isEqualTo(Cielo24Camel.JOB);
            assertThat(failed.getRetryAfter()).isEqualTo(Duration.ofMillis(39_500));
            assertThat(service.requests(LOGIN)).hasSize(1);
            assertThat(service.requestCount()).isZero();
        }
    }

    @Test
    void retryAfterCountsForAQuarterOfAnHourAtMost() throws Exception {
        service.faults().forCall(LOGIN, Fault.status(503, 86_400), 1);
        try (Cielo24Camel camel = camel()) {
            assertThat(failure(info(camel)).getRetryAfter()).isEqualTo(Duration.ofMinutes(15));
            clock.pass(Duration.ofMinutes(15));
            assertThat(info(camel).getException()).isNull();
        }
    }

    @Test
    void aClockThatIsSetBackMakesNoWaitLonger() throws Exception {
        service.faults().forCall(LOGIN, Fault.status(503, 60), 1);
        try (Cielo24Camel camel = camel()) {
            failure(info(camel));
            clock.pass(Duration.ofSeconds(50));
            assertThat(failure(info(camel)).getRetryAfter()).isEqualTo(Duration.ofSeconds(10));
            clock.pass(Duration.ofDays(-1));

            assertThat(failure(info(camel)).getRetryAfter()).isEqualTo(Duration.ofSeconds(10));
            clock.pass(Duration.ofSeconds(10));
            assertThat(info(camel).getException()).isNull();
        }
    }

    @Test
    void sixtyFourSendersCauseOneLoginAMinuteWhereTheServiceAsksForThat() throws Exception {
        service.faults().forCall(LOGIN, Fault.status(503, 60), 1_000);
        try (Cielo24Camel camel = camel()) {
            storm(camel);
            assertThat(service.requests(LOGIN)).hasSize(1);

            clock.pass(Duration.ofSeconds(59));
            storm(camel);
            assertThat(service.requests(LOGIN)).hasSize(1);

            clock.pass(Duration.ofSeconds(1));
            storm(camel);
            assertThat(service.requests(LOGIN)).hasSize(2);
            assertThat(service.requestCount()).isZero();
        }
    }

    private void storm(Cielo24Camel camel) throws Exception {
        for (Object failed : together(64, sender -> {
            Cielo24Exception last = null;
            for (int i = 0; i < 50; i++) {
                last = failure(info(camel));
                assertThat(last.isRetryable()).isTrue();
                assertThat(last.getRetryAfter()).isPositive();
            }
            return last;
        })) {
            assertThat(failed).isInstanceOf(Cielo24TransportException.class);
        }
    }

    @Test
    void aServiceThatRefusesEveryTokenGetsFewerAndFewerUploads() throws Exception {
        service.faults().always(REFUSED_TOKEN);
        try (Cielo24Camel camel = camel()) {
            Cielo24Exception refused = failure(camel.add(new byte[10]));
            assertThat(refused)
                    .isInstanceOf(Cielo24ServiceException.class)
                    .hasMessageContaining("the service refuses tokens that it has just issued");
            assertThat(refused.isRetryable()).isTrue();
            assertThat(refused.getRetryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(service.requestCount()).isEqualTo(2);
            assertThat(service.logins()).isEqualTo(2);

            for (int i = 0; i < 20; i++) {
                Cielo24Exception waiting = failure(camel.add(new byte[10]));
                assertThat(waiting)
                        .isInstanceOf(Cielo24TransportException.class)
                        .hasMessageContaining("the service refuses tokens that it has just issued")
                        .hasMessageContaining("BAD_API_TOKEN");
                assertThat(waiting.isRetryable()).isTrue();
            }
            assertThat(service.requestCount()).isEqualTo(2);
            assertThat(service.logins()).isEqualTo(2);

            for (int wait : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
                long uploads = service.requestCount();
                clock.pass(Duration.ofSeconds(wait).minusMillis(1));
                failure(camel.add(new byte[10]));
                assertThat(service.requestCount()).isEqualTo(uploads);
                clock.pass(Duration.ofMillis(1));
                failure(camel.add(new byte[10]));
                assertThat(service.requestCount()).isEqualTo(uploads + 1);
            }

            service.faults().clear();
            clock.pass(Duration.ofSeconds(60));
            assertThat(camel.add(new byte[10]).getException()).isNull();
            // a token that was accepted once and is refused now causes no wait, as ever
            service.expireSessions();
            service.faults().next(REFUSED_TOKEN);
            assertThat(info(camel).getException()).isNull();
        }
    }

    @Test
    void aFreshTokenThatIsRefusedOnceIsRenewedAtOnce() throws Exception {
        service.faults().next(REFUSED_TOKEN);
        try (Cielo24Camel camel = camel()) {
            assertThat(camel.add(new byte[10]).getException()).isNull();
            assertThat(service.logins()).isEqualTo(2);
        }
    }

    @Test
    void whereTheOneWhoLogsInIsInterruptedTheNextDoes() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (RawService peer = RawService.start(request -> {
                    if (isLogin(request.head())) {
                        request.answer(200, "{\"ApiToken\":\"abcd\"}");
                    } else {
                        if (request.head().contains("api_token=f1f1")) {
                            release.await();
                        }
                        request.answer(200, INFO);
                    }
                });
                Cielo24Camel camel = camel(peer.baseUrl(), component -> component.setMaxTotalConnections(1))) {
            // who holds the only connection has a token of its own
            Future<Exchange> holder =
                    threads.submit(() -> camel.add("cielo24:jobInfo?apiToken=f1f1", null, job(Cielo24Camel.JOB)));
            await().until(() -> peer.heads().size() == 1);
            AtomicReference<Exchange> interrupted = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread first = new Thread(() -> {
                interrupted.set(info(camel));
                flag.set(Thread.currentThread().isInterrupted());
            });
            first.start();
            await().until(() -> isWaiting(first));
            List<Future<Exchange>> others = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                others.add(threads.submit(() -> info(camel)));
            }
            await().until(() -> waitingForTheLogin() == 8);

            first.interrupt();
            first.join(60_000);

            assertThat(failure(interrupted.get()))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("interrupted while logging in");
            assertThat(flag.get()).as("interrupted").isTrue();
            assertThat(others).noneMatch(Future::isDone);
            release.countDown();
            for (Future<Exchange> other : others) {
                assertThat(other.get().getException()).isNull();
            }
            assertThat(holder.get().getException()).isNull();
            assertThat(peer.heads()).filteredOn(LoginTest::isLogin).hasSize(1);
        }
    }

    private static boolean isWaiting(Thread thread) {
        return (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING)
                && isIn(thread.getStackTrace(), "logIn");
    }

    private static long waitingForTheLogin() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> isIn(stack, "await"))
                .count();
    }

    private static boolean isIn(StackTraceElement[] stack, String method) {
        return Stream.of(stack)
                .anyMatch(frame -> frame.getClassName().equals(Session.class.getName())
                        && frame.getMethodName().equals(method));
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, IllegalArgumentException.class})
    void whateverALoginEndsWithTheNextOneServesTheOthers(Class<? extends Throwable> kind) throws Exception {
        try (Cielo24Camel camel = camel()) {
            CountDownLatch others = new CountDownLatch(1);
            AtomicInteger asked = new AtomicInteger();
            Connections connections = Connections.builder().build();
            Cielo24Client client = Cielo24Client.builder()
                    .baseUrl(service.baseUrl().toString())
                    .securekey(DEMO.username(), DEMO.securekey())
                    .sessions(new Sessions(clock))
                    .connections(() -> {
                        // the first login is what the client asks for first
                        if (asked.incrementAndGet() == 1) {
                            awaitQuietly(others);
                            throwUnchecked(kind, "broken by " + DEMO.securekey());
                        }
                        return connections;
                    })
                    .build();

            Future<?> first = threads.submit(() -> client.jobInfo(Cielo24Camel.JOB));
            await().until(() -> asked.get() == 1);
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(threads.submit(() -> client.jobInfo(Cielo24Camel.JOB)));
            }
            await().until(() -> waitingForTheLogin() == 8);
            others.countDown();

            if (Error.class.isAssignableFrom(kind)) {
                assertThatThrownBy(first::get).cause().isInstanceOf(kind);
            } else {
                assertThatThrownBy(first::get)
                        .cause()
                        .isInstanceOf(Cielo24TransportException.class)
                        .hasMessageContaining("IllegalArgumentException: broken by xxxxxx")
                        .rootCause()
                        .hasMessageNotContaining(DEMO.securekey());
            }
            for (Future<?> other : waiting) {
                assertThat(other.get()).isNotNull();
            }
            assertThat(service.logins()).isEqualTo(1);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void throwUnchecked(Class<? extends Throwable> kind, String message) {
        try {
            Throwable thrown = kind.getConstructor(String.class).newInstance(message);
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allWhoWaitForALoginFailWithItEachWithItsOwnJob() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (RawService peer = RawService.start(request -> {
                    release.await();
                    request.answer(500, "");
                });
                Cielo24Camel camel = camel(peer.baseUrl(), component -> {})) {
            List<String> jobs = IntStream.range(0, 16)
                    .mapToObj(i -> Cielo24Simulator.newJobId())
                    .toList();
            List<Future<Exchange>> sent = new ArrayList<>();
            for (String job : jobs) {
                sent.add(threads.submit(() -> camel.add("cielo24:jobInfo", null, job(job))));
            }
            await().until(() -> waitingForTheLogin() == 15);
            release.countDown();

            for (int i = 0; i < 16; i++) {
                Cielo24Exception failed = failure(sent.get(i).get());
                assertThat(failed)
                        .isInstanceOf(Cielo24TransportException.class)
                        .hasMessageStartingWith("Job " + jobs.get(i) + ": could not log in");
                assertThat(failed.getJobId()).isEqualTo(jobs.get(i));
            }
            assertThat(peer.heads()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOKEN", "BAD", "API", "_"})
    void aTokenIsRenewedWhateverThePassword(String password) throws Exception {
        try (Cielo24Simulator other = Cielo24Simulator.builder()
                        .anyJob()
                        .account(new Account("tenant", password, null))
                        .start();
                Cielo24Camel camel = camel(other.baseUrl().toString(), component -> {
                    component.getConfiguration().setUsername("tenant");
                    component.getConfiguration().setSecurekey(null);
                    component.getConfiguration().setPassword(password);
                })) {
            assertThat(info(camel).getException()).isNull();
            other.expireSessions();

            assertThat(info(camel).getException()).isNull();
            assertThat(other.logins()).isEqualTo(2);
        }
    }

    @Test
    void namesARefusalAsTheServiceDoesWhateverThePasswordAndMasksItElsewhere() throws Exception {
        service.faults()
                .forCall(
                        LOGIN,
                        new Fault.Status(
                                400, Map.of(), "{\"ErrorType\":\"LOGIN_INVALID\",\"ErrorComment\":\"INVALID!\"}"),
                        1);
        service.faults().forCall(LOGIN, new Fault.Status(400, Map.of(), "{\"ErrorType\":\"NO_INVALID\"}"), 1);
        try (Cielo24Camel camel = camel(
                service.baseUrl().toString(),
                component -> component.getConfiguration().setSecurekey("INVALID"))) {
            Cielo24ServiceException refused = (Cielo24ServiceException) failure(info(camel));
            assertThat(refused.getErrorType()).isEqualTo("LOGIN_INVALID");
            assertThat(refused.getErrorComment()).isEqualTo("xxxxxx!");

            clock.pass(Duration.ofSeconds(30));
            assertThat(((Cielo24ServiceException) failure(info(camel))).getErrorType())
                    .isEqualTo("NO_xxxxxx");
        }
    }

    private List<Integer> secondsBetweenLogins(Cielo24Camel camel, int logins) {
        List<Integer> seconds = new ArrayList<>();
        info(camel);
        for (int login = 2; login <= logins; login++) {
            int passed = 0;
            info(camel);
            while (service.requests(LOGIN).size() < login) {
                clock.pass(Duration.ofSeconds(1));
                passed++;
                info(camel);
            }
            seconds.add(passed);
        }
        return seconds;
    }

    private interface Sending {
        Object send(int sender) throws Exception;
    }

    private List<Object> together(int senders, Sending sending) throws Exception {
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            int sender = i;
            work.add(() -> sending.send(sender));
        }
        List<Object> results = new ArrayList<>();
        for (Future<Object> result : threads.invokeAll(work)) {
            results.add(result.get());
        }
        return results;
    }

    private static boolean isLogin(String head) {
        return head.startsWith("GET " + LOGIN);
    }

    private static Map<String, Object> job(String id) {
        return Map.of(Cielo24Constants.JOB_ID, id);
    }

    private static Exchange info(Cielo24Camel camel) {
        return camel.add("cielo24:jobInfo", null, job(Cielo24Camel.JOB));
    }

    private static Cielo24Component component(Cielo24Camel camel) {
        return camel.context().getComponent("cielo24", Cielo24Component.class);
    }

    private Cielo24Camel camel() throws Exception {
        return camel(service.baseUrl().toString(), component -> {});
    }

    private Cielo24Camel camel(String baseUrl, Consumer<Cielo24Component> options) throws Exception {
        return Cielo24Camel.to(baseUrl, component -> {
            component.setClock(clock);
            component.getConfiguration().setApiToken(null);
            component.getConfiguration().setUsername(DEMO.username());
            component.getConfiguration().setSecurekey(DEMO.securekey());
            options.accept(component);
        });
    }
}
