package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.examples.support.Amount;
import com.cielo24.examples.support.Failure;
import com.cielo24.examples.support.Settings;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;
import org.slf4j.Logger;

import static com.cielo24.examples.watch.DirectoryWatch.escaped;

/**
 * What the route does with a file before it is sent, after each failure, and at the end.
 */
final class Outcomes {

    private static final Logger LOG = DirectoryWatch.LOG;
    private static final int OUTAGES = 5;
    private static final String FAILED = "failedAttempts";
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

    private final Inbox inbox;
    private final Filing filing;
    private final boolean once;
    private final boolean createsJobs;
    private final boolean jobIdInName;
    private final boolean idByContent;
    private final Duration patience;
    private final BiConsumer<WatchedFile, Path> whenFiled;
    /** How many files in a row could not be sent because of an outage. Approximate: it is only a reason to give up. */
    private volatile int outages;

    private final Map<String, Integer> tally = new ConcurrentHashMap<>();

    /**
     * @param once      whether nothing is waited for that may take long
     * @param whenFiled is notified of each file that has left the inbox, and of where it is then
     */
    Outcomes(
            Inbox inbox,
            Filing filing,
            Settings settings,
            boolean createsJobs,
            boolean once,
            BiConsumer<WatchedFile, Path> whenFiled) {
        this.inbox = inbox;
        this.filing = filing;
        this.once = once;
        this.createsJobs = createsJobs;
        this.jobIdInName = settings.flag("ingest.job-id-in-name");
        this.idByContent =
                settings.choice("ingest.external-id", "file", "content").equals("content");
        this.patience = settings.duration("ingest.backoff.max");
        this.whenFiled = whenFiled;
    }

    /** Finds the job and the URL of a file. */
    void take(Exchange exchange) throws IOException, Cielo24InvalidRequestException {
        Message message = exchange.getMessage();
        Path path = ((File) message.getBody(WrappedFile.class).getFile()).toPath();
        BasicFileAttributes state = inbox.ifSettled(path);
        if (state == null) {
            // it has changed, or was taken away, while it waited for its turn
            exchange.setRouteStop(true);
            return;
        }
        WatchedFile file = new WatchedFile(path, inbox.relative(path), state, now());
        file.keepIn(exchange);
        String job = file.jobId(jobIdInName);
        String size = file.isUrl() ? "URL" : Amount.bytes(state.size());
        LOG.info("{}: {}{}", escaped(file.path()), size, job == null ? "" : " to job " + job);
        if (job != null) {
            message.setHeader(Cielo24Constants.JOB_ID, job);
        } else if (createsJobs) {
            message.setHeader(Cielo24Constants.EXTERNAL_ID, file.externalId(idByContent));
            message.setHeader(Cielo24Constants.JOB_NAME, file.path());
        } else {
            throw new Cielo24InvalidRequestException(
                    null,
                    "no job id: start the file's name with the 32 hex digits of its job"
                            + " (64bea283eff6475ea6596027a6ba0929-lecture.mp4), or put it into a folder of that name");
        }
        if (file.isUrl()) {
            message.setHeader(Cielo24Constants.MEDIA_URL, UrlFile.read(path));
        }
    }

    /**
     * Whether to send again soon. In the inbox waits a file that has changed, until it is quiet again, and one whose job
     * another worker has, except with {@code --once}.
     */
    boolean isWorthRepeating(Exchange exchange) {
        return caught(exchange) instanceof Cielo24Exception e
                && e.isRetryable()
                && WatchedFile.of(exchange).isUnchanged()
                && (once || !(e instanceof Cielo24JobBusyException));
    }

    /** After each failure. */
    void failed(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeader(Exchange.REDELIVERY_DELAY);
        if (isWorthRepeating(exchange) && caught(exchange) instanceof Cielo24Exception e) {
            String name = escaped(WatchedFile.of(exchange).path());
            exchange.setProperty(FAILED, failedAttempts(exchange) + 1);
            LOG.info("{}: attempt {} failed: {}", name, failedAttempts(exchange), escaped(e.getReason()));
            if (e.getRetryAfter() != null) {
                Duration longest = once && e.isOutage() ? patience : LONGEST_RETRY_AFTER;
                message.setHeader(
                        Exchange.REDELIVERY_DELAY,
                        Math.min(e.getRetryAfter().toMillis(), longest.toMillis()));
            }
        }
    }

    /** The job has the media. */
    void added(Exchange exchange) throws IOException {
        WatchedFile file = WatchedFile.of(exchange);
        Message message = exchange.getMessage();
        boolean before = message.getHeader(Cielo24Constants.ADDED_BEFORE, false, Boolean.class);
        String job = message.getHeader(Cielo24Constants.JOB_ID, String.class);
        Path first = before && !file.isUrl() ? filing.filedBefore(file, job) : null;
        end(exchange, first == null ? null : ofSameKey(file, job, first), null);
    }

    /** The ledger knows media by name, size and time, which a camera with a stopped clock uses twice. */
    private static Failure ofSameKey(WatchedFile file, String job, Path first) throws IOException {
        if (!Files.exists(first)) {
            return problem(
                    true,
                    "not sent",
                    "job " + job + " has a file of this name, size and time, with which it cannot be compared, as it is"
                            + " not in done any more",
                    "Check at the service whether the job has this media. If not, rename the file, and move it back into"
                            + " the inbox.");
        }
        return Files.mismatch(first, file.file()) < 0
                ? null
                : problem(
                        false,
                        "not sent",
                        "job " + job + " has another recording of this name, size and time; a camera whose clock has"
                                + " stopped makes such files",
                        "Rename the file, or set ingest.external-id=content; then move it back into the inbox.");
    }

    /** The job does not have the media, or nobody knows, or it is too early to tell. */
    void notAdded(Exchange exchange) {
        Throwable cause = caught(exchange);
        boolean mayPass = cause instanceof Cielo24Exception e
                ? e.isRetryable() || e.isOutage()
                : cause instanceof IOException;
        if (WatchedFile.of(exchange) != null && mayPass) {
            stays(exchange, cause);
        } else if (WatchedFile.of(exchange) != null) {
            end(exchange, Failure.of(cause), cause);
        }
    }

    /**
     * @param failure what to report, or {@code null}
     * @param cause   {@code null} if the job has media from this file or from one like it
     */
    private void end(Exchange exchange, Failure failure, Throwable cause) {
        WatchedFile file = WatchedFile.of(exchange);
        Failure last = failure != null || file.isUnchanged()
                ? failure
                : problem(
                        true,
                        "changed while it was sent",
                        "the service took the media, but the file was changed, replaced or removed meanwhile",
                        "The job has media, maybe that from before the change. Check it at the service; if it is not what"
                                + " you want, create a new job for this file.");
        String folder = last == null ? "done" : last.isInDoubt() ? "review" : "failed";
        Map<String, Object> report = report(exchange, file, last, cause);
        try {
            Path target = filing.file(file, folder, report);
            inbox.forget(file.file());
            outages = 0;
            tally.merge(folder, 1, Integer::sum);
            log(file, folder, last, report);
            whenFiled.accept(file, target);
        } catch (IOException e) {
            stays(exchange, e);
        }
    }

    private Map<String, Object> report(Exchange exchange, WatchedFile file, Failure failure, Throwable cause) {
        Message message = exchange.getMessage();
        boolean isAdded = cause == null;
        boolean before = message.getHeader(Cielo24Constants.ADDED_BEFORE, false, Boolean.class);
        Map<String, Object> report = new LinkedHashMap<>();
        if (failure != null) {
            report.put("what", failure.what());
            report.put("why", failure.why());
            report.put("whatToDo", failure.whatToDo() + hint(file, failure));
            report.put("httpStatus", failure.httpStatus());
            report.put("errorType", failure.errorType());
        }
        report.put("file", file.path());
        report.put("job", message.getHeader(Cielo24Constants.JOB_ID));
        report.put("externalId", message.getHeader(Cielo24Constants.EXTERNAL_ID));
        if (isAdded) {
            report.put("task", message.getHeader(Cielo24Constants.TASK_ID));
            report.put("mode", file.isUrl() ? "url" : "upload");
            report.put("bytes", message.getHeader(Cielo24Constants.BYTES_SENT));
            report.put("sha256", message.getHeader(Cielo24Constants.SHA256));
        }
        report.put("started", file.started().toString());
        report.put(isAdded ? "ended" : "when", now().toString());
        if (isAdded) {
            report.put("milliseconds", Duration.between(file.started(), now()).toMillis());
        }
        report.put("attempts", failedAttempts(exchange) + (cause instanceof Cielo24InvalidRequestException ? 0 : 1));
        report.put("addedBefore", before ? true : null);
        report.put("confirmedBy", before && report.get("task") == null ? "jobInfo" : null);
        report.put("outcomeUnknown", failure == null ? null : failure.isInDoubt());
        return report;
    }

    private String hint(WatchedFile file, Failure failure) {
        return "ITEM_NOT_FOUND".equals(failure.errorType()) && file.isJobInName() && jobIdInName
                ? " The job id is the start of the file's name; if it is none, set ingest.job-id-in-name=false."
                : "";
    }

    private static void log(WatchedFile file, String folder, Failure failure, Map<String, Object> report) {
        String name = escaped(file.path());
        if (failure != null) {
            LOG.warn("{}: {}, {}: {}", name, folder, failure.what(), escaped(failure.why()));
        } else {
            Duration time = Duration.ofMillis((long) report.get("milliseconds"));
            String speed = report.get("bytes") instanceof Long bytes && report.get("addedBefore") == null
                    ? ", " + Amount.bytes(bytes) + " at " + Amount.rate(bytes, time)
                    : "";
            LOG.info("{}: done, task {}, in {}{}", name, report.get("task"), Amount.seconds(time), speed);
        }
    }

    /** The file is taken again later. What the ledger has as added is not sent again. */
    private void stays(Exchange exchange, Throwable cause) {
        WatchedFile file = WatchedFile.of(exchange);
        Cielo24Exception call = cause instanceof Cielo24Exception e ? e : null;
        Duration wait = once ? Duration.ofDays(1) : patience;
        if (!file.isUnchanged()) {
            wait = Duration.ZERO;
        } else if (call instanceof Cielo24JobBusyException && call.getRetryAfter() != null) {
            wait = call.getRetryAfter();
        }
        String reason = call != null ? call.getReason() : cause.toString();
        LOG.warn("{}: stays in the inbox: {}", escaped(file.path()), escaped(reason));
        boolean isAway = call != null && call.isOutage();
        outages = isAway ? outages + 1 : outages;
        inbox.postpone(file.file(), wait, isAway && (call.isCertainOutage() || outages >= OUTAGES));
    }

    /** How many files ended where. */
    @Override
    public String toString() {
        return tally.getOrDefault("done", 0) + " done, " + tally.getOrDefault("failed", 0) + " failed, "
                + tally.getOrDefault("review", 0) + " to review";
    }

    boolean isAllWell() {
        return !tally.containsKey("failed") && !tally.containsKey("review");
    }

    private static Failure problem(boolean isInDoubt, String what, String why, String whatToDo) {
        return new Failure(isInDoubt, what, why, whatToDo, null, null);
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private static int failedAttempts(Exchange exchange) {
        return exchange.getProperty(FAILED, 0, Integer.class);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
