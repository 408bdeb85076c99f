package com.cielo24.camel;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Files of a user's own route, and where they end. */
class MediaFilingTest {

    private static final String ADD_MEDIA = "/api/job/add_media";

    @TempDir
    Path base;

    private final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MediaFileFilter media = new MediaFileFilter();
    private final MediaFiling filing = new MediaFiling();
    private final Recorder log = new Recorder(MediaFiling.class.getName());
    private JdbcMediaLedger ledger;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectory(inbox());
        filing.setFolder(base.toFile());
        filing.setRetryDelay(Duration.ofMillis(200));
        media.setSettle(Duration.ofMillis(50));
        Cielo24Component component = new Cielo24Component();
        component.getConfiguration().setBaseUrl(service.baseUrl().toString());
        component.getConfiguration().setApiToken(service.apiToken());
        context.addComponent("cielo24", component);
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + base.resolve("ledger.db"));
        ledger = new JdbcMediaLedger(database);
    }

    @AfterEach
    void stop() {
        context.stop();
        ledger.close();
        service.close();
        log.close();
    }

    /** As on the component's page. */
    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                bindToRegistry("ledger", ledger);
                bindToRegistry("mediaFiles", media);
                bindToRegistry("filing", filing);
                from("file:" + inbox() + "?recursive=true&initialDelay=0&delay=20"
                                + "&filter=#mediaFiles&processStrategy=#filing&pollStrategy=#filing")
                        .routeId("inbox")
                        .to("cielo24:addMedia?createJob=true");
            }
        });
        context.start();
    }

    private Path inbox() {
        return base.resolve("inbox");
    }

    private Path done(String path) {
        return base.resolve("done").resolve(path);
    }

    private Path drop(String path, String content) {
        return drop(path, content, FileTime.from(Instant.now()));
    }

    private Path drop(String path, String content, FileTime time) {
        try {
            Path target = inbox().resolve(path);
            Files.createDirectories(target.getParent());
            Path unfinished = Files.writeString(inbox().resolve(".unfinished"), content);
            Files.setLastModifiedTime(unfinished, time);
            return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode awaitDone(String path) {
        return awaitReport("done/" + path + ".result.json");
    }

    private JsonNode awaitReport(String path) {
        Path report = base.resolve(path);
        await(path).until(() -> Files.exists(report));
        try {
            return new ObjectMapper().readTree(report.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Relative; the lock is no file of anybody. */
    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(path -> !path.equals(".filing.lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void movesWhatWasAddedWithItsReportAndSweepsItsFolder() throws Exception {
        Files.createDirectory(inbox().resolve("empty"));
        drop("other/.hidden", "x");
        drop("course/part one/lecture.mp4", "a lecture");
        drop("url/talk.url", "https://media.example.com/talk.mp4?signature=secret");
        media.setInclude(MediaFileFilter.MEDIA_FILES + ",*.url");
        assertThat(filing.isIdle()).isFalse();
        start();

        JsonNode report = awaitDone("course/part one/lecture.mp4");
        await().until(filing::isIdle);
        assertThat(report.get("file").asText()).isEqualTo("course/part one/lecture.mp4");
        assertThat(service.media(report.get("job").asText())).isPresent();
        assertThat(report.get("attempts").asInt()).isEqualTo(1);
        assertThat(done("course/part one/lecture.mp4")).hasContent("a lecture");
        JsonNode url = awaitDone("url/talk.url");
        assertThat(url.get("mode").asText()).isEqualTo("url");
        assertThat(url.toString()).doesNotContain("secret");
        await().until(() -> !Files.exists(inbox().resolve("course")) && !Files.exists(inbox().resolve("url")));
        assertThat(inbox().resolve("empty")).isDirectory();
        assertThat(inbox().resolve("other")).isDirectory();
        assertThat(files(base.resolve(".filing"))).isEmpty();
        assertThat(filing).hasToString("2 done, 0 failed, 0 to review");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("lecture.mp4: done, task "))
                .hasSize(1);
    }

    @Test
    void findsAFileByItsJobUnderWhateverName() throws Exception {
        start();
        drop("course/a.mp4", "first");
        String first = awaitDone("course/a.mp4").get("job").asText();
        drop("course/a.mp4", "the second");
        String second = awaitDone("course/a-1.mp4").get("job").asText();

        Path done = base.resolve("done").toRealPath();
        assertThat(filing.find("course/a.mp4", first)).isEqualTo(done.resolve("course/a.mp4"));
        assertThat(filing.find("course/a.mp4", second)).isEqualTo(done.resolve("course/a-1.mp4"));
        assertThat(filing.find("course/a-1.mp4", second))
                .as("it never was in the inbox")
                .isNull();
        assertThat(filing.find("a.mp4", first)).isNull();
        // what the service calls a job may be anything
        Files.writeString(base.resolve("b.mp4.result.json"), "{\"file\": \"../b.mp4\", \"job\": \"" + first + "\"}");
        assertThat(filing.find("../b.mp4", first)).as("outside of done").isNull();
        assertThat(filing.find("a\0", first)).isNull();
        assertThat(filing.find("", first)).isNull();

        Files.delete(done.resolve("course/a.mp4"));
        Files.delete(done.resolve("course/a.mp4.result.json"));
        assertThat(filing.find("course/a.mp4", second))
                .as("also if its namesake was taken away")
                .isEqualTo(done.resolve("course/a-1.mp4"));
    }

    @Test
    void overlooksNoFileThatIsOnItsWayToDone() throws Exception {
        start();
        drop("course/a.mp4", "a lecture");
        String job = awaitDone("course/a.mp4").get("job").asText();
        Path done = base.resolve("done").toRealPath().resolve("course/a.mp4");
        Path report = done.resolveSibling("a.mp4.result.json");
        Path note = base.resolve(".filing/done/course/a.mp4.result.json");

        // as long as it has left the inbox, and its report is a note
        Files.createDirectories(note.getParent());
        Files.move(report, note);
        assertThatThrownBy(() -> filing.find("course/a.mp4", job)).isInstanceOf(IOException.class);
        assertThat(filing.find("course/b.mp4", job)).isNull();
        Files.move(note, report);
        assertThat(filing.find("course/a.mp4", job)).isEqualTo(done);

        drop("b.part", "nothing that is taken");
        assertThatThrownBy(() -> filing.find("b.part", job)).hasMessageContaining("still in the inbox");
        Files.delete(inbox().resolve("b.part"));
        assertThat(filing.find("b.part", job)).isNull();

        context.getRouteController().stopRoute("inbox");
        assertThatThrownBy(() -> filing.find("course/a.mp4", job)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsEmptyFoldersWhereSweepingIsOff() throws Exception {
        filing.setSweep(false);
        drop("sub/a.mp4", "a lecture");
        start();
        awaitDone("sub/a.mp4");
        assertThat(inbox().resolve("sub")).isDirectory();
    }

    /** Without a MediaFileFilter, Camel follows links. */
    @Test
    void keepsALinkToAFolderThatIsNotEmpty() throws Exception {
        Path linked = Files.createDirectory(base.resolve("linked"));
        Files.writeString(linked.resolve("a.mp4"), "a lecture");
        Files.writeString(linked.resolve("notes.txt"), "of somebody");
        Files.createSymbolicLink(inbox().resolve("link"), linked);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                bindToRegistry("filing", filing);
                from("file:" + inbox() + "?recursive=true&include=.*mp4&initialDelay=0&delay=20"
                                + "&processStrategy=#filing&pollStrategy=#filing")
                        .to("cielo24:addMedia?createJob=true");
            }
        });
        context.start();
        awaitDone("link/a.mp4");
        context.stop();
        assertThat(inbox().resolve("link")).isSymbolicLink();
    }

    @Test
    void leavesAFileThatMayBeAddedLaterForAWhile() throws Exception {
        service.faults().forCall(ADD_MEDIA, Fault.status(503), 1);
        drop("a.mp4", "a lecture");
        start();

        await().until(() -> media.getPostponedFiles() == 1);
        assertThat(files(inbox())).containsExactly("a.mp4");
        awaitDone("a.mp4");
        assertThat(service.media()).hasSize(1);
    }

    /** A failure that the route handles is no success. */
    @Test
    void filesWhatTheRouteHandledByWhatBecameOfIt() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                bindToRegistry("mediaFiles", media);
                bindToRegistry("filing", filing);
                onException(Cielo24Exception.class).handled(true).to("log:handled");
                from("file:" + inbox() + "?initialDelay=0&delay=20"
                                + "&filter=#mediaFiles&processStrategy=#filing&pollStrategy=#filing")
                        .filter(simple("${file:name} != 'ignored.mp4'"))
                        .to("cielo24:addMedia?createJob=true");
            }
        });
        service.faults().forCall(ADD_MEDIA, new Fault.AnswerEarly(400, "ITEM_NOT_FOUND", "no such job"), 1);
        drop("a.mp4", "a lecture");
        drop("ignored.mp4", "x");
        context.start();

        assertThat(awaitReport("failed/a.mp4.error.json").get("errorType").asText())
                .isEqualTo("ITEM_NOT_FOUND");
        await().until(() -> log.lines().stream().anyMatch(line -> line.contains("the route did not add it")));
        assertThat(files(inbox())).containsExactly("ignored.mp4");
    }

    @Test
    void neverOverwritesAFileOrAFolder() throws Exception {
        Files.createDirectories(done("c.mp4"));
        Files.writeString(done("a.mp4"), "of long ago");
        Files.writeString(done("b.mp4.result.json"), "a report");
        Files.writeString(done("sub"), "a file");
        String longName = "é".repeat(120) + ".mp4";
        List.of("a.mp4", "b.mp4", "c.mp4", "sub/d.mp4", longName).forEach(path -> drop(path, "new"));
        start();

        List.of("a-1.mp4", "b-1.mp4", "c-1.mp4", "sub-1/d.mp4").forEach(this::awaitDone);
        // the name, its ending and its report must fit
        await().until(() -> files(base.resolve("done")).stream()
                        .filter(path -> path.startsWith("éé"))
                        .count()
                == 2);
        assertThat(done("a.mp4")).hasContent("of long ago");
        assertThat(done("b.mp4.result.json")).hasContent("a report");
        assertThat(done("sub")).hasContent("a file");
    }

    @Test
    void movesAFileThatWasChangedOrRemovedAfterItWasSentToReview() throws Exception {
        service.faults().forCall(ADD_MEDIA, new Fault.AnswerLate(Duration.ofMillis(500)), 2);
        Path changed = drop("a.mp4", "as it was sent");
        start();
        await().until(() -> service.media().size() == 1);
        Files.writeString(changed, "as it is now..");
        Files.setLastModifiedTime(changed, FileTime.from(Instant.now().minusSeconds(5)));

        JsonNode report = awaitReport("review/a.mp4.error.json");
        assertThat(report.get("what").asText()).contains("changed");
        assertThat(report.get("task").asText()).isNotBlank();
        assertThat(report.get("outcomeUnknown").asBoolean()).isTrue();
        assertThat(base.resolve("review/a.mp4")).hasContent("as it is now..");

        Path removed = drop("b.mp4", "a lecture");
        await().until(() -> service.media().size() == 2);
        Files.delete(removed);
        assertThat(awaitReport("review/b.mp4.error.json").get("why").asText()).contains("removed");
    }

    /** As from recorders in several rooms that write files of fixed length. */
    @Test
    void sendsFilesOfTheSameNameSizeAndTimeInSeveralFolders() throws Exception {
        FileTime time = FileTime.fromMillis(315_532_800_000L);
        drop("room1/a.wav", "one lecture", time);
        drop("room2/a.wav", "two lecture", time);
        start();
        assertThat(awaitDone("room1/a.wav").has("addedBefore")).isFalse();
        assertThat(awaitDone("room2/a.wav").has("addedBefore")).isFalse();
        assertThat(service.media()).hasSize(2);
    }

    /** The job keeps the media, whatever fails later. */
    @Test
    void leavesToAPersonWhatWasAddedIfALaterStepFails() throws Exception {
        start("later", route -> {
            route.to("cielo24:addMedia?createJob=true");
            route.process(exchange -> {
                throw new IOException("the mail server is away");
            });
        });
        drop("a.mp4", "a lecture");
        JsonNode report = awaitReport("review/a.mp4.error.json");
        assertThat(report.get("what").asText()).isEqualTo("added, but a later step of the route failed");
        assertThat(report.get("why").asText()).contains("the mail server is away");
        assertThat(report.get("whatToDo").asText()).contains("do not send it again");
        assertThat(report.get("task").asText()).isNotBlank();
        assertThat(report.get("outcomeUnknown").asBoolean()).isFalse();
        assertThat(service.requests(ADD_MEDIA)).hasSize(1);
    }

    /** Without a ledger, the component cannot know that a refusal is due to the attempt before. */
    @Test
    void leavesToAPersonWhatIsRefusedAfterAnUnknownOutcome() throws Exception {
        service.faults().forCall(ADD_MEDIA, Fault.status(502).kept(true), 1);
        start("again", route -> {
            route.onException(Cielo24Exception.class)
                    .onWhen(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Cielo24Exception.class)
                            .isRetryable())
                    .maximumRedeliveries(2)
                    .redeliveryDelay(0);
            route.setHeader(Cielo24Constants.JOB_ID).constant("b".repeat(32));
            route.to("cielo24:addMedia");
        });
        drop("a.mp4", "a lecture");
        JsonNode report = awaitReport("review/a.mp4.error.json");
        assertThat(report.get("what").asText()).contains("after an attempt of unknown outcome");
        assertThat(report.get("whatToDo").asText()).startsWith("Check at the service");
    }

    @Test
    void leavesInTheInboxWhatMayBeAddedLaterByABranch() throws Exception {
        service.faults().forCall(ADD_MEDIA, Fault.status(503), 1);
        start("branch", route -> {
            route.removeProperties("*");
            route.multicast().stopOnException().to("cielo24:addMedia?createJob=true");
        });
        drop("a.mp4", "a lecture");
        await().until(() -> media.getPostponedFiles() == 1);
        assertThat(files(base.resolve("review"))).isEmpty();
    }

    @Test
    void refusesOptionsThatContradictIt() {
        for (String option : List.of(
                "doneFileName=ready",
                "idempotent=true",
                "noop=true",
                "delete=true",
                "move=x",
                "moveFailed=x",
                "preMove=x",
                "readLock=changed")) {
            FileEndpoint endpoint = context.getEndpoint("file:" + inbox() + "?" + option, FileEndpoint.class);
            assertThatThrownBy(() -> filing.prepareOnStartup(null, endpoint))
                    .hasMessageContaining("the option " + option.replaceAll("=.*", "") + " ");
        }
    }

    @Test
    void isForOneInboxAndKeepsItsNotesToItself() throws Exception {
        filing.open(inbox().toFile());
        Path other = Files.createDirectory(base.resolve("other"));
        assertThatThrownBy(() -> filing.open(other.toFile())).hasMessageContaining("one of its own");
        MediaFiling second = new MediaFiling();
        second.setFolder(base.toFile());
        assertThatThrownBy(() -> second.open(other.toFile())).hasMessageContaining("another route or process uses");
    }

    /** A route without a ledger. */
    private void start(String id, Consumer<RouteDefinition> steps) throws Exception {
        context.getRegistry().bind("mediaFiles", media);
        context.getRegistry().bind("filing", filing);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.accept(from("file:" + inbox() + "?initialDelay=0&delay=20&filter=#mediaFiles"
                                + "&processStrategy=#filing&pollStrategy=#filing")
                        .routeId(id));
            }
        });
        context.start();
    }

    @Test
    void knowsWhatIsDroppedAgain() throws Exception {
        FileTime time = FileTime.fromMillis(315_532_800_000L);
        start();
        drop("MOV001.mp4", "a lecture", time);
        awaitDone("MOV001.mp4");

        drop("MOV001.mp4", "a lecture", time);
        assertThat(awaitDone("MOV001-1.mp4").get("addedBefore").asBoolean()).isTrue();
        drop("MOV001.mp4", "a concert", time);
        assertThat(awaitReport("failed/MOV001.mp4.error.json").get("why").asText())
                .contains("clock");
        Files.delete(done("MOV001.mp4"));
        drop("MOV001.mp4", "a lecture", time);
        assertThat(awaitReport("review/MOV001.mp4.error.json").get("why").asText())
                .contains("not in done any more");
        assertThat(service.media()).hasSize(1);
    }

    @Test
    void filesWhatWasSentWhenTheDiskTakesItAgain() throws Exception {
        Path inTheWay = base.resolve(".filing/done/a.mp4.result.json");
        drop("a.mp4", "a lecture");
        filing.open(inbox().toFile());
        Files.createDirectories(inTheWay);
        start();
        await().until(() -> media.getPostponedFiles() == 1);

        Files.delete(inTheWay);

        assertThat(awaitDone("a.mp4").get("addedBefore").asBoolean()).isTrue();
        assertThat(service.requests(ADD_MEDIA)).as("not sent again").hasSize(1);
    }

    @Test
    void finishesWhatACrashHasInterrupted() throws Exception {
        Path note = base.resolve(".filing/done/sub/a.mp4.result.json");
        Files.createDirectories(note.getParent());
        Files.createDirectories(done("sub"));
        Files.writeString(note, "{\"file\":\"sub/a.mp4\"}");
        Files.writeString(done("sub/a.mp4"), "moved, without its report");
        Files.writeString(note.resolveSibling("b.mp4.result.json"), "{\"fil");
        Files.writeString(base.resolve(".filing/0123abcd.json"), "of somebody else");
        drop("sub/b.mp4", "not moved");
        start();

        awaitDone("sub/b.mp4");
        assertThat(done("sub/a.mp4.result.json")).hasContent("{\"file\":\"sub/a.mp4\"}");
        assertThat(done("sub/b.mp4")).hasContent("not moved");
        assertThat(files(base.resolve(".filing"))).containsExactly("0123abcd.json");
    }

    @Test
    void movesToAndFromOtherFileSystems() throws Exception {
        Path other = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(base)));
        Path done = Files.createTempDirectory(other, "done");
        try {
            filing.setDone(done.toFile());
            FileTime time = FileTime.fromMillis(1_000_000_000_000L);
            drop("sub/a.mp4", "a lecture", time);
            start();

            await().until(() -> files(done).equals(List.of("sub/a.mp4", "sub/a.mp4.result.json")));
            assertThat(Files.getLastModifiedTime(done.resolve("sub/a.mp4"))).isEqualTo(time);
            await().until(() -> files(inbox()).isEmpty());
            assertThat(files(base.resolve(".filing"))).isEmpty();
        } finally {
            run("rm -r '" + done + "'");
        }
    }

    /** As those of FAT, ext3 and many file servers. */
    @Test
    void movesToAFileSystemWithTimesOfWholeSeconds() throws Exception {
        Path mount = Files.createDirectories(base.resolve("mount"));
        String image = "'" + base.resolve("image") + "'";
        String script = "truncate -s 4M " + image + " && mkfs.ext2 -q -I 128 " + image + " && mount -o loop " + image;
        assumeTrue(run(script + " '" + mount + "'") == 0, "only root mounts");
        try {
            filing.setDone(mount.resolve("done").toFile());
            start();
            drop("a.mp4", "a lecture", FileTime.fromMillis(1_600_000_000_123L));
            await().until(() -> Files.exists(mount.resolve("done/a.mp4.result.json")));
            assertThat(mount.resolve("done/a.mp4")).hasContent("a lecture");
            await().until(() -> files(inbox()).isEmpty());
        } finally {
            context.stop();
            run("umount '" + mount + "'");
        }
    }

    /** Who sees why a file is refused may replace it before it is moved. */
    @Test
    void leavesAFileThatReplacesOneThatIsRefused() throws Exception {
        service.faults().forCall(ADD_MEDIA, new Fault.AnswerEarly(400, "INVALID_MEDIA", "no media"), 1);
        drop("a.mp4", "half of it");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                bindToRegistry("mediaFiles", media);
                bindToRegistry("filing", filing);
                onException(Cielo24Exception.class).process(exchange -> drop("a.mp4", "as it should be"));
                from("file:" + inbox() + "?initialDelay=0&delay=20"
                                + "&filter=#mediaFiles&processStrategy=#filing&pollStrategy=#filing")
                        .to("cielo24:addMedia?createJob=true");
            }
        });
        context.start();

        awaitDone("a.mp4");
        assertThat(done("a.mp4")).hasContent("as it should be");
        assertThat(files(base.resolve("failed"))).isEmpty();
    }

    @Test
    void writesTheReportLaterWhereTheDiskTakesTheFileOnly() throws Exception {
        Path mount = Files.createDirectories(base.resolve("mount"));
        assumeTrue(run("mount -t tmpfs -o size=64k none '" + mount + "'") == 0, "only root mounts");
        try {
            filing.setDone(mount.resolve("done").toFile());
            start();
            Path filler = Files.write(mount.resolve("filler"), new byte[60 * 1024]);
            drop("a.mp4", "a lecture");
            await().until(() -> log.lines().stream().anyMatch(line -> line.contains("cannot be written yet")));
            assertThat(mount.resolve("done/a.mp4")).exists();

            Files.delete(filler);

            await().until(() -> Files.exists(mount.resolve("done/a.mp4.result.json")));
            await().until(() -> files(base.resolve(".filing")).isEmpty());
        } finally {
            context.stop();
            run("umount '" + mount + "'");
        }
    }

    @Test
    void logsOnceThatTheInboxIsGoneAndWhenItIsBack() throws Exception {
        HealthCheckHelper.getHealthCheckRepository(context, "consumers").setEnabled(true);
        start();
        Path away = base.resolve("away");
        await().until(this::isUp);
        Files.move(inbox(), away);

        await().until(() -> !isUp());
        Files.move(away, inbox());
        await().until(this::isUp);
        drop("a.mp4", "a lecture");
        awaitDone("a.mp4");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("Nothing is taken"))
                .hasSize(1);
        assertThat(log.lines()).filteredOn(line -> line.contains("is back")).hasSize(1);
    }

    private boolean isUp() {
        return HealthCheckHelper.isResultsUp(HealthCheckHelper.invokeReadiness(context, "full"), true);
    }

    @Test
    void refusesASecondOneForTheInboxAndFoldersThatAreInOneAnother() throws Exception {
        filing.open(inbox().toFile());
        MediaFiling second = new MediaFiling();
        second.setFolder(base.resolve("second").toFile());
        assertThatThrownBy(() -> second.open(inbox().toFile())).hasMessageContaining("another route or process");
        filing.stop();
        second.open(inbox().toFile());
        second.stop();

        second.setDone(inbox().resolve("done").toFile());
        assertThatThrownBy(() -> second.open(inbox().toFile())).hasMessageContaining("is used twice");
    }

    private static int run(String script) throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start()
                .waitFor();
    }
}
