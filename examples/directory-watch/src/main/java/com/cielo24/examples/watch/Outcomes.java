package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.camel.MediaReport;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.examples.support.Amount;
import com.cielo24.examples.support.Board;
import com.cielo24.examples.support.Failure;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Text;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.file.GenericFile;

import static com.cielo24.examples.watch.DirectoryWatch.LOG;

/** What the route does with a file before it is sent, after each failure, and at the end. */
final class Outcomes {

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final int OUTAGES = 5;
    private static final String FAILED = "failedAttempts";

    private final Inbox inbox;
    private final Filing filing;
    private final boolean once;
    private final boolean createsJobs;
    private final boolean jobIdInName;
    private final boolean idByContent;
    private final Duration patience;
    private final Map<String, Integer> tally = new ConcurrentHashMap<>();
    /** Files in a row that could not be sent because of an outage; approximate, as it is only a reason to give up. */
    private volatile int outages;

    Outcomes(Inbox inbox, Filing filing, Settings settings, boolean createsJobs, boolean once) {
        this.inbox = inbox;
        this.filing = filing;
        this.once = once;
        this.createsJobs = createsJobs;
        this.jobIdInName = settings.flag("ingest.job-id-in-name");
        this.idByContent =
                settings.choice("ingest.external-id", "file", "content").equals("content");
        this.patience = settings.duration("ingest.backoff.max");
    }

    /** Finds the job and the URL of a file. */
    @SuppressWarnings("unchecked")
    void take(Exchange exchange) throws IOException, Cielo24InvalidRequestException {
        Message message = exchange.getMessage();
        GenericFile<File> polled = message.getBody(GenericFile.class);
        Path path = polled.getFile().toPath();
        BasicFileAttributes state = inbox.ifSettled(polled);
        if (state == null) {
            // it has changed, or was taken away, while it waited for its turn
            exchange.setRouteStop(true);
            return;
        }
        WatchedFile file = WatchedFile.take(exchange, path, inbox.relative(path), state);
        String job = file.jobId(jobIdInName);
        String size = file.isUrl() ? "URL" : Amount.bytes(state.size());
        LOG.info("{}: {}{}", file, size, job == null ? "" : " to job " + job);
        if (job == null && !createsJobs) {
            throw new Cielo24InvalidRequestException(
                    null,
                    "no job id: start the file's name with the 32 hex digits of its job"
                            + " (64bea283eff6475ea6596027a6ba0929-lecture.mp4), or put it into a folder of that name");
        }
        message.setHeader(Cielo24Constants.JOB_ID, job);
        if (job == null) {
            message.setHeader(Cielo24Constants.EXTERNAL_ID, file.externalId(idByContent));
            message.setHeader(Cielo24Constants.JOB_NAME, file.path());
        }
        if (file.isUrl()) {
            message.setHeader(Cielo24Constants.MEDIA_URL, UrlFile.read(path));
        }
    }

    /**
     * Whether to send again soon. A file that has changed waits in the inbox until it is quiet, and so does one whose job
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
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        if (isWorthRepeating(exchange) && caught(exchange) instanceof Cielo24Exception e) {
            int attempts = exchange.getProperty(FAILED, 0, Integer.class) + 1;
            exchange.setProperty(FAILED, attempts);
            LOG.info("{}: attempt {} failed: {}", WatchedFile.of(exchange), attempts, Text.shown(e.getReason()));
            if (e.getRetryAfter() != null) {
                Duration longest = once && e.isOutage() ? patience : LONGEST_RETRY_AFTER;
                long wait = Math.min(e.getRetryAfter().toMillis(), longest.toMillis());
                exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait);
            }
        }
    }

    /** The job has the media, or has had other media of the same key: name, size and time. */
    void added(Exchange exchange) throws IOException {
        WatchedFile file = WatchedFile.of(exchange);
        String job = exchange.getMessage().getHeader(Cielo24Constants.JOB_ID, String.class);
        Path first = isAddedBefore(exchange) && !file.isUrl() ? filing.filedBefore(file, job) : null;
        Failure failure = null;
        if (first != null && !Files.exists(first)) {
            failure = problem(
                    true,
                    "not sent",
                    "job " + job + " has a file of this name, size and time, which is not in done any more to compare",
                    "Check at the service whether the job has this media. If not, rename the file and drop it again.");
        } else if (first != null && Files.mismatch(first, file.file()) >= 0) {
            failure = problem(
                    false,
                    "not sent",
                    "job " + job + " has another recording of this name, size and time, as from a camera whose clock"
                            + " has stopped",
                    "Rename the file, or set ingest.external-id=content, and drop it again.");
        } else if (!file.isUnchanged()) {
            failure = problem(
                    true,
                    "changed while it was sent",
                    "the service took the media, but the file was changed, replaced or removed meanwhile",
                    "Check the media at the service. If it is not what you want, create a new job for this file.");
        }
        end(exchange, failure, null);
    }

    /** After the last failed attempt: what may succeed later stays in the inbox; all else is filed with the reason. */
    void notAdded(Exchange exchange) {
        Throwable cause = caught(exchange);
        if (Failure.mayPass(cause)) {
            stays(exchange, cause);
        } else {
            end(exchange, Failure.of(cause), cause);
        }
    }

    /**
     * @param failure what to report, or {@code null}
     * @param cause   {@code null} if the service has accepted media
     */
    private void end(Exchange exchange, Failure failure, Throwable cause) {
        WatchedFile file = WatchedFile.of(exchange);
        String folder = failure == null ? "done" : failure.isInDoubt() ? "review" : "failed";
        Map<String, Object> report = report(exchange, failure, cause);
        try {
            filing.file(file, folder, report);
        } catch (IOException | RuntimeException e) {
            stays(exchange, e);
            return;
        }
        outages = 0;
        inbox.forget(file.file());
        tally.merge(folder, 1, Integer::sum);
        Board.ended(exchange, folder, report);
        if (failure != null) {
            LOG.warn("{}: {}, {}: {}", file, folder, failure.what(), Text.shown(failure.why()));
        } else {
            String rate = file.isUrl() || isAddedBefore(exchange)
                    ? ""
                    : ", " + Amount.bytes(file.state().size()) + " at "
                            + Amount.rate(file.state().size(), file.time());
            LOG.info("{}: done, task {}, in {}{}", file, report.get("task"), Amount.seconds(file.time()), rate);
        }
    }

    private Map<String, Object> report(Exchange exchange, Failure failure, Throwable cause) {
        WatchedFile file = WatchedFile.of(exchange);
        Message message = exchange.getMessage();
        Map<String, Object> report = new LinkedHashMap<>();
        if (failure != null) {
            boolean isMistaken = "ITEM_NOT_FOUND".equals(failure.errorType()) && file.isJobInName();
            String hint = isMistaken ? " If the file's name has no job id, set ingest.job-id-in-name=false." : "";
            report.put("what", failure.what());
            report.put("why", failure.why());
            report.put("whatToDo", failure.whatToDo() + hint);
            report.put("httpStatus", failure.httpStatus());
            report.put("errorType", failure.errorType());
        }
        report.put("file", file.path());
        report.put("job", message.getHeader(Cielo24Constants.JOB_ID));
        report.put("externalId", message.getHeader(Cielo24Constants.EXTERNAL_ID));
        if (cause == null) {
            report.put("task", message.getHeader(Cielo24Constants.TASK_ID));
            report.put("mode", file.isUrl() ? "url" : "upload");
            report.put("bytes", message.getHeader(Cielo24Constants.BYTES_SENT));
            report.put("sha256", message.getHeader(Cielo24Constants.SHA256));
            report.put("milliseconds", file.time().toMillis());
            report.put("addedBefore", isAddedBefore(exchange) ? true : null);
            report.put("confirmedBy", isAddedBefore(exchange) && report.get("task") == null ? "jobInfo" : null);
        }
        report.put("started", file.started().toString());
        report.put(cause == null ? "ended" : "when", WatchedFile.now().toString());
        int unsent = cause instanceof Cielo24InvalidRequestException ? 0 : 1;
        report.put("attempts", exchange.getProperty(FAILED, 0, Integer.class) + unsent);
        report.put("outcomeUnknown", failure == null ? null : failure.isInDoubt());
        return report;
    }

    /** The file is taken again later. What the ledger has as added is not sent again. */
    private void stays(Exchange exchange, Throwable cause) {
        WatchedFile file = WatchedFile.of(exchange);
        if (file == null) {
            return;
        }
        Duration wait = once ? Duration.ofDays(1) : patience;
        if (!file.isUnchanged()) {
            wait = Duration.ZERO;
        } else if (cause instanceof Cielo24JobBusyException busy && busy.getRetryAfter() != null) {
            wait = busy.getRetryAfter();
        }
        Cielo24Exception call = cause instanceof Cielo24Exception e ? e : null;
        LOG.warn("{}: stays in the inbox: {}", file, Text.shown(call == null ? cause.toString() : call.getReason()));
        Board.ended(exchange, "later", MediaReport.of(exchange));
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

    private static boolean isAddedBefore(Exchange exchange) {
        return exchange.getMessage().getHeader(Cielo24Constants.ADDED_BEFORE, false, Boolean.class);
    }

    private static Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
}
