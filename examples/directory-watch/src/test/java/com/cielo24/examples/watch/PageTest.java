package com.cielo24.examples.watch;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The operator's page, in a browser, while a watch is at work, while the service is away, and after its death. */
class PageTest {

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path base;

    private final String lecture = Cielo24Simulator.newJobId() + "-lecture.mp4";
    private final String seminar = Cielo24Simulator.newJobId() + "-seminar.mp4";
    private ChromeDriver browser;

    @BeforeEach
    void openBrowser() {
        assumeTrue(
                "true".equals(System.getenv("CI")) || CHROMIUM.canExecute() && DRIVER.canExecute(),
                "needs apt-get install chromium chromium-driver");
        LoggingPreferences log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.setCapability("goog:loggingPrefs", log);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--no-proxy-server",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1150,1100",
                "--user-data-dir=" + base.resolve("profile"));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    }

    @AfterEach
    void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    @SuppressWarnings("try") // the service is closed before the end
    void showsWhatIsSoAndSaysWhenNothingIsKnownAnyMore() throws Exception {
        List<String> settings = List.of(
                "ingest.settle=100ms",
                "ingest.parallelism=1",
                "ingest.create-jobs=false",
                "ingest.backoff=100ms",
                WatchProcess.PAGE_PORT + "=0");
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                WatchProcess watch = WatchProcess.start(base, service, settings)) {
            browser.get(watch.pageUrl());
            awaitText("state", "ready");
            awaitText("uploads", "Nothing is being sent.");
            awaitText("outcomes", "Nothing has ended since the start.");

            drop("of-no-job.mp4", 1_000);
            awaitText("count-failed", "1");
            awaitText("problems", "of-no-job.mp4");
            assertThat(text("problems")).contains("no job id", "send it again");
            drop(Cielo24Simulator.newJobId() + "-short.mp4", 1_000);
            awaitText("count-done", "1");
            awaitText("outcomes", "-short.mp4");

            service.faults().always(new Fault.SlowReading(4_000_000));
            drop(lecture, 400_000_000);
            awaitText("uploads", lecture);
            drop(seminar, 1_000);
            awaitText("waiting", seminar);
            assertThat(text("count-waiting")).isEqualTo("1");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(text("uploads"))
                    .containsPattern("MB of 400.0 MB\\s+[0-9.]+ MB/s\\s+\\d+ (s|min)"));
            int percent = percent();
            await().atMost(PATIENCE).until(() -> percent() > percent);

            filters();
            looksWell();
            assertThat(errors()).isEmpty();

            service.close();
            awaitText("state", "paused");
            assertThat(text("reasons")).contains("media");
            assertThat(errors()).isEmpty();

            watch.kill();
            awaitText("state", "no answer");
            assertThat(text("gone")).containsPattern("What you see is of \\d\\d:\\d\\d:\\d\\d");
            assertThat(text("outcomes")).as("still to be seen").contains("-short.mp4");
            assertThat(errors()).allMatch(line -> line.contains("ERR_CONNECTION_REFUSED"), "only that nobody answers");
        }
    }

    private void filters() {
        browser.findElement(By.id("text")).sendKeys("no-job");
        awaitText("outcomes", "1 of 2");
        assertThat(text("outcomes")).doesNotContain("-short.mp4");
        browser.findElement(By.id("text")).clear();
        browser.findElement(By.id("text")).sendKeys("of-no-service");
        awaitText("outcomes", "None of the 2 outcomes matches.");
        browser.findElement(By.id("text")).clear();
        browser.executeScript("document.activeElement.blur(); scrollTo(0, 0)");
    }

    /** In light and in dark, on a desk and on a phone; the pictures are those of the documentation. */
    private void looksWell() throws Exception {
        for (String scheme : List.of("light", "dark")) {
            browser.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
            assertAccessible(scheme);
            picture(scheme);
        }
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "light"))));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        assertAccessible("phone");
        picture("phone");
        assertThat((Boolean) browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing to be scrolled sideways")
                .isTrue();
    }

    private void assertAccessible(String look) throws Exception {
        try (InputStream axe = getClass().getResourceAsStream("/axe.min.js")) {
            browser.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object violations = browser.executeAsyncScript(
                "axe.run().then(found => arguments[0](found.violations.map(one => one.id + ': '"
                        + " + one.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | '))))");
        assertThat((List<?>) violations).as(look).isEmpty();
    }

    private void picture(String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "operator-page"));
        Files.write(folder.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }

    private int percent() {
        return Integer.parseInt(
                browser.findElement(By.cssSelector("#uploads progress")).getDomProperty("value"));
    }

    private String text(String id) {
        return (String) browser.executeScript("return document.getElementById(arguments[0]).innerText", id);
    }

    private void awaitText(String id, String text) {
        await(id).atMost(PATIENCE).untilAsserted(() -> assertThat(text(id)).contains(text));
    }

    /** What the browser complains of, since it was asked last. */
    private List<String> errors() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    private void drop(String name, int size) throws Exception {
        Path unfinished = base.resolve("inbox/.unfinished");
        Files.write(unfinished, new byte[size]);
        Files.move(unfinished, base.resolve("inbox").resolve(name));
    }
}
