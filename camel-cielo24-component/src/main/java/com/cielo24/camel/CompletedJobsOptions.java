package com.cielo24.camel;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/**
 * The options of {@code from("cielo24:completedJobs")}, in addition to Camel's own for scheduled polls.
 */
@UriParams
public class CompletedJobsOptions {

    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(3650);

    @UriParam(
            label = "consumer",
            defaultValue = "complete,mediaFailure,overdue",
            description = "The outcomes to look for, separated by commas: `complete`, `mediaFailure` (the service could"
                    + " not process the media) and `overdue` (the due date has passed, and the job is not complete).")
    private String outcomes = "complete,mediaFailure,overdue";

    @UriParam(
            label = "consumer",
            defaultValue = "604800000",
            javaType = "java.time.Duration",
            description = "How far back the first poll after a start looks, and one poll a day. It must be longer than"
                    + " the longest time that the route may be stopped, and an idempotent repository must keep its keys"
                    + " for longer. From 1 hour to 3650 days.")
    private long lookBack = Duration.ofDays(7).toMillis();

    @UriParam(
            label = "consumer",
            description =
                    "The jobs that were handled. A key is added when an exchange is done: the job's id, a slash and"
                            + " the outcome. By default the last 100000 keys are kept in memory; set a repository in a file or a"
                            + " database, so that a restart does not repeat the jobs of the last days. Each route needs its own.")
    private IdempotentRepository idempotentRepository;

    @UriParam(
            label = "consumer",
            description = "The jobs that are being handled, for several machines that share the `idempotentRepository`:"
                    + " each job then goes to one of them. It must release the keys of a machine that has crashed, as"
                    + " Camel's `JdbcOrphanLockAwareIdempotentRepository` does. By default they are kept in memory.")
    private IdempotentRepository inProgressRepository;

    @UriParam(
            label = "consumer",
            defaultValue = "10000",
            description = "The maximum number of jobs a poll, `0` for any number. Further polls take the others, the"
                    + " oldest first.")
    private int maxMessagesPerPoll = 10_000;

    public String getOutcomes() {
        return outcomes;
    }

    public void setOutcomes(String outcomes) {
        this.outcomes = outcomes;
    }

    public long getLookBack() {
        return lookBack;
    }

    public void setLookBack(long lookBack) {
        this.lookBack = lookBack;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public IdempotentRepository getInProgressRepository() {
        return inProgressRepository;
    }

    public void setInProgressRepository(IdempotentRepository inProgressRepository) {
        this.inProgressRepository = inProgressRepository;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    /**
     * @throws IllegalArgumentException if an option is out of its range
     */
    void validate() {
        Duration span = Duration.ofMillis(lookBack);
        if (span.compareTo(Duration.ofHours(1)) < 0 || span.compareTo(LONGEST_LOOK_BACK) > 0) {
            throw new IllegalArgumentException(
                    "lookBack must be 1 hour to " + LONGEST_LOOK_BACK.toDays() + " days, but is " + lookBack + " ms");
        }
        if (maxMessagesPerPoll < 0) {
            throw new IllegalArgumentException(
                    "maxMessagesPerPoll must be 0 (any number) or more, but is " + maxMessagesPerPoll);
        }
        if (inProgressRepository != null && inProgressRepository == idempotentRepository) {
            throw new IllegalArgumentException("inProgressRepository must be another one than idempotentRepository, as"
                    + " the job that is being handled is removed from it");
        }
        outcomeSet();
    }

    /** In the order in which they are looked for. */
    Set<Cielo24JobOutcome> outcomeSet() {
        Set<Cielo24JobOutcome> chosen = EnumSet.noneOf(Cielo24JobOutcome.class);
        for (String name : outcomes.split(",")) {
            chosen.add(Arrays.stream(Cielo24JobOutcome.values())
                    .filter(outcome -> outcome.name().equals(name.trim()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("outcomes must be one or more of "
                            + Arrays.toString(Cielo24JobOutcome.values()) + ", but one is '" + name.trim() + "'")));
        }
        return chosen;
    }
}
