package com.cielo24.simulator;

import java.net.InetAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A web page that is open in a browser on the same machine must not use the simulator. */
class BrowserGuardTest extends SimulatorTest {
    private static final String FAULT = "{\"fault\":\"garbage\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\r\n",
                "Host: evil.example:%d\r\n",
                "Host: localhost.evil.example\r\n",
                "Host: 127.0.0.1.evil.example\r\n",
                "Host: 10.0.0.1\r\n",
                "Host: \r\n",
                "Host: evil.example:%d\r\nOrigin: http://evil.example:%d\r\n",
                "Host: 127.0.0.1:%d\r\nOrigin: http://evil.example\r\n",
                "Host: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:1\r\n",
                "Host: 127.0.0.1:%d\r\nOrigin: http://localhost:%d\r\n",
                "Host: 127.0.0.1:%d\r\nOrigin: null\r\n",
                "Host: 127.0.0.1:%d\r\nSec-Fetch-Site: cross-site\r\n",
                "Host: localhost:%d\r\nSec-Fetch-Site: same-site\r\n"
            })
    void takesNoFaultFromAPage(String headers) throws Exception {
        assertThat(send("POST /simulator/faults", headers, FAULT)).startsWith("HTTP/1.1 403 ");
        assertThat(send("GET /simulator/media", headers, "")).startsWith("HTTP/1.1 403 ");

        assertThat(get(target(job, "http://h/a")).body()).contains("TaskId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost\r\n",
                "Host: LOCALHOST:%d\r\n",
                "Host: 127.0.0.1:%d\r\n",
                "Host: 127.1.2.3\r\n",
                "Host: [::1]:%d\r\n",
                "Host: sim.localhost:%d\r\n",
                "Host: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\nSec-Fetch-Site: same-origin\r\n",
                "Host: 127.0.0.1:%d\r\nSec-Fetch-Site: none\r\n"
            })
    void takesFaultsFromThisMachine(String headers) throws Exception {
        assertThat(send("POST /simulator/faults", headers, FAULT)).startsWith("HTTP/1.1 200 ");

        assertThat(get(target(job, "http://h/a")).body()).doesNotContain("TaskId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n"})
    void takesNoMediaFromAPage(String header) throws Exception {
        String headers = "Host: 127.0.0.1:%d\r\n" + header;

        assertThat(send("POST " + target(), headers, "hello")).startsWith("HTTP/1.1 403 ");
        assertThat(send("GET " + target(job, "http://h/a"), headers, "")).startsWith("HTTP/1.1 403 ");

        assertThat(simulator.media()).isEmpty();
        assertThat(simulator.requests()).hasSize(2);
    }

    /** With a GET to such a name a browser sends no Origin and no Sec-Fetch-Site. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:%d", "evilcielo24.com", "api.cielo24.com.evil.example"})
    void takesNoCallUnderAForeignName(String host) throws Exception {
        String headers = "Host: " + host + "\r\n";

        assertThat(send("GET " + target(job, "http://h/a"), headers, "")).startsWith("HTTP/1.1 403 ");
        assertThat(send("POST " + target(), headers, "hello")).startsWith("HTTP/1.1 403 ");
        assertThat(send("GET /api/job/new?v=1&api_token=" + simulator.apiToken(), headers, ""))
                .startsWith("HTTP/1.1 403 ")
                .contains("allow another name by --host");

        assertThat(simulator.media()).isEmpty();
        assertThat(simulator.jobs()).isEmpty();
    }

    /** No page on the internet has such a name. */
    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "simulator", "api.cielo24.com:%d", "[2001:db8::1]"})
    void takesCallsUnderNamesOfNoPage(String host) throws Exception {
        assertThat(send("GET " + target(job, "http://h/a"), "Host: " + host + "\r\n", ""))
                .startsWith("HTTP/1.1 200 ");
        assertThat(send("GET /simulator/media", "Host: " + host + "\r\n", "")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void takesCallsUnderANameThatItWasGiven() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .host("Simulator.test.internal")
                .start();

        assertThat(send("POST /simulator/faults", "Host: simulator.test.internal:8024\r\n", FAULT))
                .startsWith("HTTP/1.1 200 ");
        simulator.faults().clear();
        assertThat(send("GET " + target(job, "http://h/a"), "Host: simulator.Test.internal\r\n", ""))
                .startsWith("HTTP/1.1 200 ");
        assertThat(send("GET " + target(job, "http://h/a"), "Host: test.internal\r\n", ""))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void letsOtherMachinesInOnlyWhereItListensForThem() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .bind(InetAddress.getByName("0.0.0.0"))
                .start();

        assertThat(simulator.baseUrl().getHost()).isEqualTo("127.0.0.1");
        assertThat(send("GET /simulator/media", "Host: simulator:8024\r\n", "")).startsWith("HTTP/1.1 200 ");
        assertThat(send("GET /simulator/media", "Host: 172.17.0.2:8024\r\n", ""))
                .startsWith("HTTP/1.1 200 ");
        String list = "GET /api/job/list?v=1&api_token=" + simulator.apiToken();
        assertThat(send(list, "Host: simulator:8024\r\n", "")).startsWith("HTTP/1.1 200 ");
        assertThat(send(list, "Host: evil.example:8024\r\n", "")).startsWith("HTTP/1.1 403 ");
        assertThat(send("GET /simulator/media", "Host: evil.example:8024\r\n", ""))
                .startsWith("HTTP/1.1 403 ");
    }

    private String send(String request, String headers, String body) throws Exception {
        try (RawConnection connection = connect()) {
            return connection
                    .body(request + " HTTP/1.1\r\n" + headers.replace("%d", "" + simulator.port()) + "Content-Length: "
                            + body.length() + "\r\n\r\n" + body)
                    .answer();
        }
    }
}
