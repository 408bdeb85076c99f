package com.cielo24.examples.watch;

import java.time.Duration;
import java.util.Map;

import com.cielo24.camel.MediaFailure;
import com.cielo24.camel.MediaFiling;
import com.cielo24.camel.MediaReport;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.examples.support.Board;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Text;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

import static com.cielo24.examples.watch.DirectoryWatch.LOG;

/** The component's filing with the folders of the watch, and what becomes of failures: sent again, or {@code --once} ends. */
final class WatchFiling extends MediaFiling {

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final int OUTAGES = 5;

    private final Duration patience;
    /** With {@code --once}: ends the watch; otherwise {@code null}. */
    private final Runnable end;

    private int outages;
    private int doneBeforeOutage;

    WatchFiling(Settings settings, Runnable end) {
        this.patience = settings.duration("ingest.backoff.max");
        this.end = end;
        setDone(settings.folder("ingest.done").toFile());
        setFailed(settings.folder("ingest.failed").toFile());
        setReview(settings.folder("ingest.review").toFile());
        setWork(settings.folder("ingest.work").toFile());
        setSweep(settings.flag("ingest.sweep"));
        setRetryDelay(end == null ? patience : Duration.ofDays(1));
    }

    /**
     * Whether to send again soon. A file that has changed waits in the inbox until it is quiet, and so does one whose job
     * another worker has, except with {@code --once}.
     */
    boolean isWorthRepeating(Exchange exchange) {
        Cielo24Exception e = caught(exchange);
        return e.isRetryable() && (e.isOutage() || end != null && e instanceof Cielo24JobBusyException);
    }

    /** After each failure that is worth repeating. */
    void repeats(Exchange exchange) {
        Cielo24Exception e = caught(exchange);
        Object attempts = MediaReport.of(exchange).get("attempts");
        LOG.info("{}: attempt {} failed: {}", Text.shown(FileJobs.path(exchange)), attempts, Text.shown(e.getReason()));
        exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        if (e.getRetryAfter() != null) {
            Duration longest = end != null && e.isOutage() ? patience : LONGEST_RETRY_AFTER;
            long wait = Math.min(e.getRetryAfter().toMillis(), longest.toMillis());
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait);
        }
    }

    /** After the last attempt. With {@code --once}, nothing waits for the end of an outage. */
    synchronized void notAdded(Exchange exchange) {
        Cielo24Exception e = caught(exchange);
        outages = count("done") == doneBeforeOutage ? outages + 1 : 1;
        doneBeforeOutage = count("done");
        if (end != null && e.isOutage() && (e.isCertainOutage() || outages >= OUTAGES)) {
            end.run();
        }
    }

    private static Cielo24Exception caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Cielo24Exception.class);
    }

    @Override
    protected MediaFailure advise(Exchange exchange, MediaFailure failure) {
        String more = "";
        if ("ITEM_NOT_FOUND".equals(failure.errorType()) && FileJobs.isJobInName(FileJobs.path(exchange))) {
            more = " If the file's name has no job id, set ingest.job-id-in-name=false.";
        } else if (failure.what().equals("not sent")) {
            more = " Or set ingest.external-id=content first.";
        }
        return new MediaFailure(
                failure.isInDoubt(),
                failure.what(),
                failure.why(),
                failure.whatToDo() + more,
                failure.httpStatus(),
                failure.errorType());
    }

    @Override
    protected void ended(Exchange exchange, String outcome, Map<String, Object> report) {
        Board.ended(exchange, outcome, report);
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        super.commit(consumer, endpoint, polledMessages);
        if (end != null && isIdle()) {
            end.run();
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        super.rollback(consumer, endpoint, retryCounter, cause);
        if (end != null) {
            end.run();
        }
        return false;
    }
}
