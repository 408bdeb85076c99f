package com.cielo24.examples.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import com.cielo24.examples.outcome.Added;
import com.cielo24.examples.outcome.Failure;
import com.cielo24.examples.outcome.Verdict;
import com.cielo24.examples.support.Amount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person who watches the terminal is told: each file once when it starts and once when it ends, and what
 * happened in between. Never a token, and never a media URL, as its query may be a secret.
 */
final class Console {

    private static final Logger LOG = LoggerFactory.getLogger("directory-watch");

    private final Tally tally;

    Console(Tally tally) {
        this.tally = tally;
    }

    /**
     * @param page where a person can see more, or {@code null}
     */
    void watching(WatchSettings settings, String service, String page) {
        LOG.info("Watching {}, {} at once, for {}", settings.folders().inbox(), settings.parallelism(), service);
        if (page != null) {
            LOG.info("What is under way: {}", page);
        }
    }

    void starts(Attempt attempt) {
        LOG.info(
                "{}: {}{}{}",
                shown(attempt.path()),
                attempt.path().toLowerCase(Locale.ROOT).endsWith(".url")
                        ? "URL"
                        : Amount.bytes(attempt.state().size()),
                attempt.job() == null ? "" : " to job " + attempt.job(),
                attempt.outcomeUnknown() ? ", again after an attempt of unknown outcome" : "");
    }

    void progress(Attempt attempt, long sent, long total, String rate) {
        LOG.info(
                "{}: {} of {}, {} %, {}",
                shown(attempt.path()), Amount.bytes(sent), Amount.bytes(total), sent * 100 / Math.max(1, total), rate);
    }

    void retries(Attempt attempt, int failed, int retries, Throwable cause, Duration wait) {
        LOG.info(
                "{}: attempt {} of {} failed, next in {}: {}",
                shown(attempt.path()),
                failed,
                retries + 1,
                Amount.seconds(wait),
                shown(Failure.why(cause)));
    }

    void added(Attempt attempt, Added added, Duration time) {
        tally.count(attempt.ending().verdict());
        String speed = added.bytes() == null
                ? ""
                : ", " + Amount.bytes(added.bytes()) + " at " + Amount.rate(added.bytes(), time);
        String name = shown(attempt.path());
        if (attempt.ending().verdict() == Verdict.ADDED) {
            LOG.info("{}: {}, task {}, in {}{}", name, where(attempt), added.task(), Amount.seconds(time), speed);
        } else {
            LOG.warn("{}: {}, as it was changed while it was sent; task {}", name, where(attempt), added.task());
        }
    }

    void found(Attempt attempt) {
        tally.count(attempt.ending().verdict());
        LOG.info("{}: {}, as an attempt whose answer was lost had worked", shown(attempt.path()), where(attempt));
    }

    void notAdded(Attempt attempt, Failure failure, int attempts) {
        tally.count(attempt.ending().verdict());
        LOG.warn(
                "{}: {}{}, {}: {}",
                shown(attempt.path()),
                where(attempt),
                attempts > 1 ? " after " + attempts + " attempts" : "",
                failure.what(),
                shown(failure.why()));
    }

    void finished(Attempt attempt) {
        tally.count(attempt.ending().verdict());
        LOG.info("{}: {}, as decided before the last process ended", shown(attempt.path()), where(attempt));
    }

    void interrupted(Attempt attempt) {
        LOG.info(
                "{}: was being sent when the last process ended, so nobody knows whether its job has it",
                shown(attempt.path()));
    }

    void takenAway(Attempt attempt) {
        LOG.warn(
                "{}: was being sent to job {} when the last process ended, and is not in the inbox any more",
                shown(attempt.path()),
                attempt.job());
    }

    void putBack(String path) {
        LOG.info("{}: back from retry into the inbox", shown(path));
    }

    void staysInRetry(String path, Exception cause) {
        tally.countStuck();
        LOG.error("{}: stays in retry for the next start: {}", shown(path), shown(cause.toString()));
    }

    void notFinished(Attempt attempt, Exception cause) {
        tally.countStuck();
        LOG.error(
                "{}: {}, as decided before the last process ended, but that cannot be done now: {}",
                shown(attempt.path()),
                where(attempt),
                shown(cause.toString()));
    }

    void unreachable(Path folder, Exception cause) {
        tally.countStuck();
        LOG.error("{} cannot be looked into, so what lies there is not added: {}", folder, shown(cause.toString()));
    }

    void staysForNextStart(Attempt attempt, Throwable cause) {
        LOG.info("{}: stays in the inbox for the next start: {}", shown(attempt.path()), shown(Failure.why(cause)));
    }

    void unreadable(String file) {
        tally.countStuck();
        LOG.error(
                "{}: stays in the inbox, as its name has characters that this locale does not know; start with"
                        + " LC_ALL=C.UTF-8",
                shown(file));
    }

    void notBegun(Throwable cause) {
        LOG.debug("A file stays in the inbox", cause);
    }

    void notNoted(Attempt attempt, Exception cause) {
        LOG.warn("{}: could not be noted down: {}", shown(attempt.path()), shown(cause.toString()));
    }

    void stuck(String path, Exception cause, Duration wait) {
        tally.countStuck();
        LOG.error(
                "{}: stays in the inbox, next try in {}: {}",
                shown(path),
                Amount.seconds(wait),
                shown(cause.toString()));
    }

    void ended() {
        LOG.info("Ended: {}", tally);
    }

    void say(String line) {
        LOG.info(line);
    }

    private static String where(Attempt attempt) {
        Attempt.Ending ending = attempt.ending();
        String folder = Folders.name(ending.verdict());
        return ending.name().equals(attempt.path()) ? folder : folder + " as " + shown(ending.name());
    }

    /** Names and reasons come from elsewhere: they must not write lines of their own. */
    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
