package com.cielo24.examples.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.CreatedJob;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

import static com.cielo24.examples.support.ProgramProcess.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A user's own route, with the ledger and the policy of the component and nothing of this example, survives the same. */
class UserRouteKillTest {

    /** What a user writes. */
    public static final class UserRoute extends RouteBuilder {

        @Override
        public void configure() {
            SQLiteDataSource database = new SQLiteDataSource();
            database.setUrl("jdbc:sqlite:ledger.db?journal_mode=WAL&synchronous=FULL");
            bindToRegistry("ledger", new JdbcMediaLedger(database, Duration.ofSeconds(2)));
            OutageRoutePolicy outage = new OutageRoutePolicy();
            outage.setInterval(Duration.ofMillis(200));
            from("file:inbox?recursive=true&readLock=changed&readLockMinAge=50ms&readLockCheckInterval=20&delay=100"
                            + "&move=" + Path.of("done").toAbsolutePath() + "/${file:name}")
                    .routePolicy(outage)
                    .setHeader(Cielo24Constants.EXTERNAL_ID, simple("${file:name}"))
                    .to("cielo24:addMedia?createJob=true");
        }

        public static void main(String[] arguments) throws Exception {
            Main main = new Main();
            main.addInitialProperty("camel.component.cielo24.base-url", arguments[0]);
            main.addInitialProperty("camel.component.cielo24.api-token", arguments[1]);
            main.addInitialProperty("camel.component.cielo24.stall-timeout", "500ms");
            main.addInitialProperty("camel.component.cielo24.response-timeout", "500ms");
            main.configure().addRoutesBuilder(new UserRoute());
            main.run();
        }
    }

    private static final class UserProcess extends ProgramProcess {
        UserProcess(Path directory, Cielo24Simulator service) {
            super(
                    directory,
                    UserRoute.class,
                    List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"),
                    Map.of(),
                    service.baseUrl().toString(),
                    service.apiToken());
        }
    }

    @TempDir
    Path base;

    @Test
    void everyFileIsDoneOnce() throws Exception {
        killAndCheck(4);
    }

    @Test
    @Tag("long")
    void everyFileIsDoneOnceAfterManyKills() throws Exception {
        killAndCheck(Integer.getInteger("kill.kills", 200));
    }

    private void killAndCheck(int kills) throws Exception {
        try (Kills killed = new Kills(base)) {
            killed.run(kills, false, () -> new UserProcess(base, killed.service));
            Path done = base.resolve("done");
            try (UserProcess last = new UserProcess(base, killed.service)) {
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(new TreeSet<>(files(done)))
                        .as(last.output())
                        .isEqualTo(killed.dropped.keySet()));
            }
            Map<String, String> jobs = new HashMap<>();
            for (CreatedJob job : killed.service.jobs()) {
                jobs.put(job.externalId().orElseThrow(), job.jobId());
            }
            killed.checkDone(done, jobs);
        }
    }
}
