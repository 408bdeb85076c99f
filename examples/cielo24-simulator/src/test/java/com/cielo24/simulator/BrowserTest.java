package com.cielo24.simulator;

import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A web page in a real browser, on the machine of the simulator, tries to change something in it. */
class BrowserTest extends SimulatorTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    private Path profile;

    @BeforeEach
    void needsChromium() {
        assumeTrue(Files.isExecutable(CHROMIUM), "needs Chromium: apt-get install chromium");
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() throws Exception {
        List<String> targets = Stream.of("127.0.0.1", "localhost", "rebind.example")
                .map(host -> "http://" + host + ":" + simulator.port())
                .toList();

        String read = attack("127.0.0.1", targets);

        assertThat(read).isEmpty();
        for (String target : targets) {
            assertEveryAttemptIsRefused(target.substring("http://".length()));
        }
        assertNothingChanged();
        assertAPermittedClientChangesAll();
    }

    /** The page's own name points at the simulator by now: to the browser it is one site. */
    @Test
    void aPageWhoseNameWasPointedHereChangesNothing() throws Exception {
        String read = attack("rebind.example", List.of(""));

        assertThat(read).contains("The Host header must name this machine").doesNotContain("JobId", "parameters");
        assertEveryAttemptIsRefused("rebind.example:");
        assertNothingChanged();
        assertAPermittedClientChangesAll();
    }

    /** Runs the page from a site of that name, until it has tried everything on all targets. */
    private String attack(String site, List<String> targets) throws Exception {
        String page = Files.readString(Path.of("src/test/resources/attack.html"))
                .replace("TARGETS", "['" + String.join("', '", targets) + "']")
                .replace("QUERY", "?v=1&api_token=" + simulator.apiToken());
        try (AttackingSite attacker = new AttackingSite(page, simulator.port())) {
            Process browser = browse("http://" + site + ":" + attacker.port() + "/page");
            try {
                return URLDecoder.decode(attacker.report().get(60, TimeUnit.SECONDS), StandardCharsets.UTF_8);
            } finally {
                end(browser);
            }
        }
    }

    private Process browse(String url) throws Exception {
        List<String> command = new ArrayList<>(List.of(CHROMIUM.toString()));
        command.addAll(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP rebind.example 127.0.0.1",
                "--user-data-dir=" + profile,
                url));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // it leaves a folder there
        builder.environment().put("TMPDIR", profile.toString());
        return builder.start();
    }

    private static void end(Process browser) throws InterruptedException {
        List<ProcessHandle> parts = browser.descendants().toList();
        browser.destroy();
        if (!browser.waitFor(20, TimeUnit.SECONDS)) {
            browser.destroyForcibly();
        }
        parts.forEach(ProcessHandle::destroyForcibly);
    }

    /** That they came at all shows that the browser did not keep them back. */
    private void assertEveryAttemptIsRefused(String host) {
        List<JournalEntry> entries = simulator.journal().stream()
                .filter(entry -> entry.request().header("Host").stream().anyMatch(value -> value.startsWith(host)))
                .toList();
        assertThat(entries).as(host).allMatch(entry -> entry.status() == 403);
        assertThat(entries)
                .as(host)
                .extracting(entry ->
                        entry.request().method() + " " + entry.request().path())
                .contains(
                        "POST /simulator/faults",
                        "POST /api/job/add_media",
                        "GET /api/job/add_media",
                        "GET /api/job/new",
                        "GET /simulator/requests");
    }

    private void assertNothingChanged() {
        assertThat(simulator.faults().pending()).isEmpty();
        assertThat(simulator.media()).isEmpty();
        assertThat(simulator.jobs()).isEmpty();
    }

    private void assertAPermittedClientChangesAll() throws Exception {
        client.send(
                HttpRequest.newBuilder(uri("/simulator/faults"))
                        .POST(BodyPublishers.ofString("{\"fault\":\"garbage\"}"))
                        .build(),
                BodyHandlers.discarding());
        assertThat(simulator.faults().pending()).hasSize(1);
        simulator.faults().clear();

        post(target(), bytes(5));
        get("/api/job/new?v=1&api_token=" + simulator.apiToken());

        assertThat(simulator.media()).hasSize(1);
        assertThat(simulator.jobs()).hasSize(1);
    }
}
