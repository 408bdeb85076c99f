package com.cielo24.camel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.cielo24.client.Sessions;
import com.cielo24.client.internal.Session;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A route that serves many accounts keeps few sessions, and its component stops as fast as any other. */
class ManyAccountsTest {

    private static final int ACCOUNTS = 1_300;
    private static final String LOGOUT = "GET /api/account/logout";

    @Test
    void keepsTheThousandSessionsThatWereUsedLastAndStopsWithAHandfulOfThreads() throws Exception {
        CountDownLatch logouts = new CountDownLatch(8);
        try (RawService service = RawService.start(peer -> {
            if (peer.head().startsWith("GET /api/account/login")) {
                peer.answer(200, "{ \"ApiToken\" : \"" + user(peer.head()) + "\" }");
            } else if (peer.head().startsWith(LOGOUT)) {
                logouts.countDown();
                peer.hold();
            } else {
                peer.answer(200, "{ \"JobId\" : \"" + Cielo24Camel.JOB + "\" }");
            }
        })) {
            Cielo24Camel camel = Cielo24Camel.to(
                    service.baseUrl(), component -> component.getConfiguration().setApiToken(null));
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .toD("cielo24:jobInfo?username=${header.user}&securekey=${header.user}&jobId="
                                    + Cielo24Camel.JOB);
                }
            });
            Sessions sessions = camel.context()
                    .getComponent("cielo24", Cielo24Component.class)
                    .sessions();
            for (int account = 0; account < ACCOUNTS; account++) {
                send(camel, account);
                // one that is used all the time
                send(camel, 0);
            }
            send(camel, ACCOUNTS - 1);
            assertThat(logins(service)).isEqualTo(ACCOUNTS);
            assertThat(sessions.size()).isEqualTo(Sessions.MAX_ACCOUNTS);
            // dropped long ago
            send(camel, 1);
            assertThat(logins(service)).isEqualTo(ACCOUNTS + 1);
            assertThat(sessions.size()).isEqualTo(Sessions.MAX_ACCOUNTS);

            long begun = System.nanoTime();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(camel::close);
            assertThat(logouts.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(threadsThatLogOut()).isBetween(1L, 8L);
            stopped.get(60, TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(service.heads().stream().filter(head -> head.startsWith(LOGOUT)))
                    .as("logouts")
                    .hasSize(8);
        }
    }

    private static long threadsThatLogOut() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Stream.of(stack)
                        .anyMatch(frame -> frame.getClassName().equals(Session.class.getName())
                                && frame.getMethodName().equals("logOut")))
                .count();
    }

    private static long logins(RawService service) {
        return service.heads().stream().filter(head -> head.contains("/login")).count();
    }

    private static String user(String head) {
        return head.lines()
                .filter(line -> line.startsWith("x-auth-user: "))
                .findFirst()
                .orElseThrow()
                .substring(13);
    }

    private static void send(Cielo24Camel camel, int account) {
        Exchange exchange = camel.add("direct:in", null, Map.of("user", "u" + account));
        assertThat(exchange.getException()).isNull();
    }
}
