package com.cielo24.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import com.cielo24.ledger.MediaLedger.Added;
import com.cielo24.ledger.MediaLedger.Busy;
import com.cielo24.ledger.MediaLedger.Claim;
import com.cielo24.ledger.MediaLedger.Earlier;
import com.cielo24.ledger.MediaLedger.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The ledger in each of the databases. A ledger is as good as a process: nothing but the database is shared. */
class JdbcMediaLedgerTest {

    private static final String JOB = "64bea283eff6475ea6596027a6ba0929";
    private static final String KEY = "lecture.mp4-1000-1764187223000";
    private static final String TASK = "41ec7d23fb4b45f9b48a13d0b7283bf2";
    private static final Duration LEASE = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong();
    private final Watched watched = new Watched();
    private final List<JdbcMediaLedger> ledgers = new ArrayList<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private DataSource database;

    private JdbcMediaLedger ledger(TestDatabase kind) throws Exception {
        if (database == null) {
            database = TestDatabase.connect(kind.create(folder));
        }
        return ledger(Clock.systemUTC());
    }

    private JdbcMediaLedger ledger(Clock wallClock) {
        JdbcMediaLedger ledger = new JdbcMediaLedger(watched.of(database), LEASE, wallClock, clock::get);
        ledgers.add(ledger);
        return ledger;
    }

    @AfterEach
    void close() {
        callers.shutdownNow();
        watched.away = false;
        watched.losesAnswers = false;
        ledgers.forEach(JdbcMediaLedger::close);
        assertThat(watched.open).as("open connections").hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void grantsAJobThatNobodyHasClaimed(TestDatabase kind) throws Exception {
        Claim claim = claimed(ledger(kind).claim(JOB, KEY));
        assertThat(claim.jobId()).isEqualTo(JOB);
        assertThat(claim.mediaKey()).isEqualTo(KEY);
        assertThat(claim.earlier()).isEqualTo(Earlier.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void answersWithTheTaskOfAddedMedia(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.added(claimed(ledger.claim(JOB, KEY)), TASK, 1000);
        assertThat(ledger.claim(JOB, KEY)).isEqualTo(new Added(true, TASK, 1000));
        assertThat(ledger(kind).claim(JOB.toUpperCase(), KEY)).isEqualTo(new Added(true, TASK, 1000));
        assertThat(ledger.find(JOB, KEY)).contains(new Added(true, TASK, 1000));
    }

    @ParameterizedTest
    @EnumSource
    void distinguishesOtherMedia(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.added(claimed(ledger.claim(JOB, KEY)), TASK, 0);
        assertThat(ledger.claim(JOB, KEY.toUpperCase())).isEqualTo(new Added(false, TASK, 0));
    }

    @ParameterizedTest
    @EnumSource
    void storesKeysOfAnyLengthAndContent(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        List<String> keys = List.of("x".repeat(70_000), "Vorlesung Übung 🎥", "", "'; drop table x", "\u0000", " a");
        for (int i = 0; i < keys.size(); i++) {
            String job = i + "f".repeat(i * 100);
            ledger.added(claimed(ledger.claim(job, keys.get(i))), "task " + i, i);
            assertThat(ledger.claim(job, keys.get(i))).isEqualTo(new Added(true, "task " + i, i));
            assertThat(ledger.claim(job, keys.get(i) + " ")).isEqualTo(new Added(false, "task " + i, i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotForgetJobsThatMediaIsBeingSentTo(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.claim(JOB, KEY);
        ledger.added(claimed(ledger.claim("1", KEY)), TASK, 0);
        Clock later = Clock.offset(Clock.systemUTC(), LEASE);

        assertThat(ledger(later).purge(Duration.ZERO)).isOne();

        assertThat(ledger(kind).claim(JOB, KEY)).isInstanceOf(Busy.class);
    }

    @Test
    void grantsNothingThatItCannotKeepAlive() throws Exception {
        JdbcMediaLedger ledger = ledger(TestDatabase.SQLITE);
        ledger.release(claimed(ledger.claim("1", KEY)));
        execute("delete from cielo24_ledger_owner");
        execute("create trigger no_beats before insert on cielo24_ledger_owner"
                + " begin select raise(abort, 'no right'); end");

        JdbcMediaLedger other = ledger(TestDatabase.SQLITE);

        assertThatThrownBy(() -> other.claim(JOB, KEY)).isInstanceOf(LedgerException.class);
        execute("drop trigger no_beats");
        assertThat(claimed(other.claim(JOB, KEY)).earlier()).isEqualTo(Earlier.NONE);
    }

    @Test
    void goesOnIfItsThreadIsInterrupted() throws Exception {
        JdbcMediaLedger ledger = ledger(TestDatabase.SQLITE);
        claimed(ledger.claim("1", KEY));
        interruptWriters();
        claimed(ledger.claim("2", KEY));
        interruptWriters();

        ledger.added(claimed(ledger.claim(JOB, KEY)), TASK, 0);

        assertThat(ledger.find(JOB, KEY)).isPresent();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void interruptWriters() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cielo24-ledger"))
                .forEach(Thread::interrupt);
    }

    /** As on a full disk: neither claims nor connections pile up. */
    @Test
    void waitsQuietlyForADatabaseThatCanOnlyBeRead() throws Exception {
        JdbcMediaLedger ledger = ledger(TestDatabase.SQLITE);
        claimed(ledger.claim("1", KEY));
        watched.readOnly = true;
        ledger.close();
        JdbcMediaLedger other = ledger(TestDatabase.SQLITE);
        int before = watched.connections.get();
        List<Future<Result>> claims = IntStream.range(0, 20)
                .mapToObj(i -> callers.submit(() -> other.claim("job" + i, KEY)))
                .toList();
        for (Future<Result> claim : claims) {
            assertThatThrownBy(claim::get).hasCauseInstanceOf(LedgerException.class);
        }
        assertThat(watched.connections.get() - before).isLessThan(30);

        watched.readOnly = false;

        assertThat(claimed(other.claim("job0", KEY)).earlier()).isEqualTo(Earlier.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void isBusyWhileAnotherThreadSends(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.claim(JOB, KEY);
        clock.addAndGet(LEASE.toNanos() * 100);
        assertThat(ledger.claim(JOB, KEY)).isEqualTo(new Busy(null));
        assertThat(ledger.claim(JOB, "other")).isEqualTo(new Busy(null));
        assertThat(ledger.find(JOB, KEY)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isBusyWhileAnotherOwnerBeats(TestDatabase kind) throws Exception {
        ledger(kind).claim(JOB, KEY);
        JdbcMediaLedger other = ledger(kind);
        for (int i = 0; i < 3; i++) {
            assertThat(other.claim(JOB, KEY)).isInstanceOf(Busy.class);
            // read after the claim, which must not have seen a later one
            long beat = beat();
            await().until(() -> beat() > beat);
            clock.addAndGet(LEASE.toNanos());
        }
        assertThat(other.claim(JOB, KEY)).isEqualTo(new Busy(LEASE));
    }

    @ParameterizedTest
    @EnumSource
    void takesOverFromAnOwnerWhoDied(TestDatabase kind) throws Exception {
        JdbcMediaLedger dead = ledger(kind);
        dead.claim(JOB, KEY);
        dead.close();
        JdbcMediaLedger other = ledger(kind);
        assertThat(other.claim(JOB, KEY)).isEqualTo(new Busy(LEASE));
        clock.addAndGet(LEASE.toNanos() - 1);
        assertThat(other.claim(JOB, KEY)).isEqualTo(new Busy(Duration.ofNanos(1)));
        clock.addAndGet(1);
        assertThat(claimed(other.claim(JOB, KEY)).earlier()).isEqualTo(Earlier.SAME_MEDIA);
        assertThat(ledger(kind).claim(JOB, KEY)).isInstanceOf(Busy.class);
    }

    @ParameterizedTest
    @EnumSource
    void startsTheLeaseAgainForAnotherClaimOfAnIdleOwner(TestDatabase kind) throws Exception {
        JdbcMediaLedger idle = ledger(kind);
        JdbcMediaLedger other = ledger(kind);
        Claim claim = claimed(idle.claim(JOB, KEY));
        other.claim(JOB, KEY);
        idle.release(claim);
        idle.claim(JOB, KEY);
        clock.addAndGet(LEASE.toNanos());
        assertThat(other.claim(JOB, KEY)).isEqualTo(new Busy(LEASE));
    }

    @ParameterizedTest
    @EnumSource
    void remembersAnUnknownOutcome(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.unknown(claimed(ledger.claim(JOB, KEY)));
        Claim again = claimed(ledger.claim(JOB, KEY));
        assertThat(again.earlier()).isEqualTo(Earlier.SAME_MEDIA);
        ledger.unknown(again);
        Claim other = claimed(ledger.claim(JOB, "other"));
        assertThat(other.earlier()).isEqualTo(Earlier.OTHER_MEDIA);
        ledger.unknown(other);
        assertThat(claimed(ledger.claim(JOB, KEY)).earlier())
                .as("the other media may be there")
                .isEqualTo(Earlier.OTHER_MEDIA);
    }

    @ParameterizedTest
    @EnumSource
    void forgetsWhatCertainlyFailed(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.release(claimed(ledger.claim(JOB, KEY)));
        assertThat(claimed(ledger.claim(JOB, "other")).earlier()).isEqualTo(Earlier.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void recordsWhatAnOwnerAddedWhoComesBack(TestDatabase kind) throws Exception {
        JdbcMediaLedger paused = ledger(kind);
        Claim first = claimed(paused.claim(JOB, KEY));
        JdbcMediaLedger other = takeOver(kind, first);
        paused.added(first, TASK, 1000);
        assertThat(other.find(JOB, KEY)).contains(new Added(true, TASK, 1000));
    }

    @ParameterizedTest
    @EnumSource
    void recordsWhatAnOwnerAddedWhoseRowIsGone(TestDatabase kind) throws Exception {
        JdbcMediaLedger paused = ledger(kind);
        Claim first = claimed(paused.claim(JOB, KEY));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from cielo24_ledger");
        }
        paused.added(first, TASK, 1000);
        assertThat(paused.find(JOB, KEY)).contains(new Added(true, TASK, 1000));
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheClaimOfWhoTookOver(TestDatabase kind) throws Exception {
        JdbcMediaLedger paused = ledger(kind);
        Claim first = claimed(paused.claim(JOB, KEY));
        takeOver(kind, first);
        paused.unknown(first);
        paused.release(first);
        assertThat(paused.claim(JOB, KEY)).isInstanceOf(Busy.class);
    }

    /** As if the first owner was stopped and did not beat. */
    private JdbcMediaLedger takeOver(TestDatabase kind, Claim first) throws Exception {
        JdbcMediaLedger other = ledger(kind);
        other.claim(JOB, KEY);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update cielo24_ledger set owner_id = 'x', claim_no = 7");
        }
        other.claim(JOB, KEY);
        clock.addAndGet(LEASE.toNanos());
        assertThat(claimed(other.claim(JOB, KEY)).earlier()).isEqualTo(Earlier.SAME_MEDIA);
        return other;
    }

    @ParameterizedTest
    @EnumSource
    void givesAJobToOneOfManyClaimants(TestDatabase kind) throws Exception {
        JdbcMediaLedger one = ledger(kind);
        JdbcMediaLedger other = ledger(kind);
        List<Result> results = together(40, i -> (i % 2 == 0 ? one : other).claim(Integer.toHexString(i / 4), KEY));
        for (int job = 0; job < 10; job++) {
            assertThat(results.subList(job * 4, job * 4 + 4))
                    .filteredOn(Claim.class::isInstance)
                    .hasSize(1);
        }
        assertThat(results).allMatch(result -> result instanceof Claim || result instanceof Busy);
    }

    @ParameterizedTest
    @EnumSource
    void letsOneOfManyClaimantsTakeOver(TestDatabase kind) throws Exception {
        List<JdbcMediaLedger> owners = List.of(ledger(kind), ledger(kind), ledger(kind), ledger(kind));
        for (int round = 0; round < 20; round++) {
            String job = Integer.toHexString(round);
            owners.get(0).unknown(claimed(owners.get(0).claim(job, KEY)));
            List<Result> results = together(owners.size(), i -> owners.get(i).claim(job, KEY));
            assertThat(results).filteredOn(Claim.class::isInstance).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void commitsTogetherWhatManyHaveToWrite(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.claim(JOB, KEY);
        watched.commits.set(0);
        int jobs = 2_000;
        together(64, i -> {
            for (int job = i; job < jobs; job += 64) {
                ledger.added(claimed(ledger.claim(Integer.toHexString(job), KEY)), TASK, 1);
            }
            return null;
        });
        assertThat(watched.commits.get()).isLessThan(2 * jobs / 4);
        assertThat(count()).isEqualTo(jobs + 1);
    }

    @ParameterizedTest
    @EnumSource
    void doesNotLetOneClaimSpoilTheOthersOfItsGroup(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.added(claimed(ledger.claim(JOB, KEY)), TASK, 1000);
        List<Result> results = together(32, i -> ledger.claim(i % 4 == 0 ? JOB : "a" + i, KEY));
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i)).isInstanceOf(i % 4 == 0 ? Added.class : Claim.class);
        }
    }

    /** Else a claim that has failed would be written with the next ones. */
    @ParameterizedTest
    @EnumSource
    void forgetsABatchThatIsRolledBack(TestDatabase kind) throws Exception {
        ledger(kind).find(JOB, KEY);
        try (Connection connection = database.getConnection()) {
            LedgerTables tables = new LedgerTables(connection);
            tables.prepare();
            tables.batchSending(JOB, KEY, new ClaimNumber("x", 1), 0);
            tables.rollback();
            tables.executeBatches();
            assertThat(tables.select(JOB)).isNull();
            tables.rollback();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ignoresAClockThatIsSet(TestDatabase kind) throws Exception {
        ledger(kind).claim(JOB, KEY);
        JdbcMediaLedger ahead = ledger(Clock.offset(Clock.systemUTC(), Duration.ofDays(3_650)));
        JdbcMediaLedger behind = ledger(Clock.fixed(java.time.Instant.EPOCH, ZoneOffset.UTC));
        for (int i = 0; i < 3; i++) {
            assertThat(ahead.claim(JOB, KEY)).isInstanceOf(Busy.class);
            assertThat(behind.claim(JOB, KEY)).isInstanceOf(Busy.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetsJobsByAge(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        together(40, i -> {
            for (int job = i; job < 1_200; job += 40) {
                Claim claim = claimed(ledger.claim(Integer.toHexString(job), KEY));
                if (job % 2 == 0) {
                    ledger.added(claim, TASK, 1);
                } else {
                    ledger.unknown(claim);
                }
            }
            return null;
        });
        ledger.claim(JOB, KEY);
        assertThat(ledger.purge(Duration.ofHours(1))).isZero();
        JdbcMediaLedger later = ledger(Clock.offset(Clock.systemUTC(), Duration.ofDays(90)));
        later.claim("abc", KEY);
        assertThat(later.purge(Duration.ofDays(91))).isZero();
        assertThat(later.purge(Duration.ofDays(89))).isEqualTo(1_201);
        assertThat(count()).isEqualTo(1);
        assertThat(later.purge(Duration.ofDays(89))).isZero();
        assertThat(claimed(ledger.claim("1", KEY)).earlier()).isEqualTo(Earlier.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheClaimOfALivingOwnerWhateverItsAge(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.claim(JOB, KEY);
        long beat = beat();
        await().until(() -> beat() > beat);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("update cielo24_ledger set changed_at = 0");
        }
        assertThat(ledger.purge(Duration.ofDays(1))).isZero();
        assertThat(ledger.claim(JOB, KEY)).isEqualTo(new Busy(null));
    }

    @ParameterizedTest
    @EnumSource
    void claimsNothingWhileTheDatabaseIsAway(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        watched.away = true;
        assertThatThrownBy(() -> ledger.claim(JOB, KEY))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("the ledger's database cannot be used")
                .hasMessageContaining("SQLState 08001")
                .hasMessageNotContaining("jdbc")
                .hasMessageNotContaining("SECRET")
                .hasNoCause();
        watched.away = false;
        assertThat(claimed(ledger.claim(JOB, KEY)).earlier()).isEqualTo(Earlier.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void recordsAnAdditionWhenTheDatabaseIsBack(TestDatabase kind) throws Exception {
        ledger(kind);
        JdbcMediaLedger ledger = new JdbcMediaLedger(watched.of(database));
        ledgers.add(ledger);
        Claim claim = claimed(ledger.claim(JOB, KEY));
        watched.away = true;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> adding = thread.submit(() -> {
            ledger.added(claim, TASK, 1000);
            return null;
        });
        assertThatThrownBy(() -> ledger.claim("b", KEY)).isInstanceOf(LedgerException.class);
        watched.away = false;
        adding.get();
        assertThat(ledger.find(JOB, KEY)).contains(new Added(true, TASK, 1000));
        thread.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void recordsAnAdditionEvenAfterItsCallerHasGivenUp(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        Claim claim = claimed(ledger.claim(JOB, KEY));
        watched.away = true;
        assertThatThrownBy(() -> ledger.added(claim, TASK, 1000))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("1000 ms");
        watched.away = false;
        await().until(() -> ledger.find(JOB, KEY).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void recordsAnAdditionThoughItsThreadIsInterrupted(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        Claim claim = claimed(ledger.claim(JOB, KEY));
        Thread.currentThread().interrupt();
        ledger.added(claim, TASK, 1000);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ledger.find(JOB, KEY)).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void leavesAJobFreeWhoseClaimantWasInterrupted(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ledger.claim(JOB, KEY)).isInstanceOf(LedgerException.class);
        assertThat(Thread.interrupted()).isTrue();
        await().until(() -> ledger.claim(JOB, KEY) instanceof Claim claim && claim.earlier() == Earlier.NONE);
    }

    /** The commit arrived, and its answer was lost. */
    @ParameterizedTest
    @EnumSource
    void leavesAJobFreeWhoseClaimMayHaveBeenCommitted(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.find(JOB, KEY);
        watched.losesAnswers = true;
        assertThatThrownBy(() -> ledger.claim(JOB, KEY)).isInstanceOf(LedgerException.class);
        watched.losesAnswers = false;
        await().until(() -> ledger.claim(JOB, KEY) instanceof Claim claim && claim.earlier() == Earlier.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void givesItsConnectionBackWhenThereIsNothingToWrite(TestDatabase kind) throws Exception {
        JdbcMediaLedger ledger = ledger(kind);
        ledger.release(claimed(ledger.claim(JOB, KEY)));
        await().until(() -> watched.open.get() == 0);
    }

    @Test
    @Tag("long")
    void givesUpOnADatabaseThatGoesSilent() throws Exception {
        JdbcMediaLedger ledger = ledger(TestDatabase.H2);
        ledger.find(JOB, KEY);
        watched.silent = true;
        assertThatThrownBy(() -> ledger.claim(JOB, KEY))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("did not answer for 10 s");
        watched.silent = false;
        await().until(() -> ledger.claim(JOB, KEY) instanceof Claim claim && claim.earlier() == Earlier.NONE);
    }

    @Test
    void claimsNothingOnceItIsClosed() throws Exception {
        JdbcMediaLedger ledger = ledger(TestDatabase.H2);
        ledger.claim(JOB, KEY);
        ledger.close();
        assertThatThrownBy(() -> ledger.claim("b", KEY))
                .isInstanceOf(LedgerException.class)
                .hasMessage("the ledger is closed");
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("cielo24-ledger")));
    }

    @Test
    void closesAtOnceThoughItHasALongLease() throws Exception {
        ledger(TestDatabase.H2);
        JdbcMediaLedger ledger = new JdbcMediaLedger(watched.of(database), Duration.ofDays(1));
        ledger.claim(JOB, KEY);
        long begun = System.nanoTime();
        ledger.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void refusesALeaseThatIsTooShort() {
        assertThatThrownBy(() -> new JdbcMediaLedger(null, Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 second to 1 day");
    }

    private static Claim claimed(Result result) {
        assertThat(result).isInstanceOf(Claim.class);
        return (Claim) result;
    }

    private long count() throws Exception {
        return number("select count(*) from cielo24_ledger");
    }

    private long beat() throws Exception {
        return number("select coalesce(max(beat), -1) from cielo24_ledger_owner");
    }

    private long number(String sql) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private interface Task {
        Result run(int number) throws Exception;
    }

    private static List<Result> together(int threads, Task task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Result>> futures = IntStream.range(0, threads)
                    .mapToObj(i -> pool.submit(() -> task.run(i)))
                    .toList();
            List<Result> results = new ArrayList<>();
            for (Future<Result> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
