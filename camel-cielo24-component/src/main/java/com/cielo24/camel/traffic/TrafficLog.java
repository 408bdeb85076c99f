package com.cielo24.camel.traffic;

import java.math.BigDecimal;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line at INFO for each exchange, and one every now and then for an upload that takes long. What failed is at INFO,
 * too: the route gets the exception, and decides what is to be done about it.
 */
public final class TrafficLog implements TrafficListener {

    /** The key of the job id in the log's diagnostic context. */
    public static final String JOB_ID = "cielo24.jobId";

    /** Named by the package, as that is what the docs tell. */
    private static final Logger LOG = LoggerFactory.getLogger("com.cielo24.camel.traffic");

    @Override
    public void moved(Call upload, boolean due) {
        if (!due) {
            return;
        }
        try (JobMark mark = new JobMark(upload.jobId())) {
            LOG.info(
                    "Job {}: {} of {} bytes sent ({} %), {}",
                    upload.jobId(), upload.sent(), upload.total(), upload.percent(), rate(upload.rate()));
        }
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        String what = outcome.operation() + (outcome.mode() == CallMode.none ? "" : " by " + outcome.mode());
        if (outcome.type().isSuccess()) {
            LOG.info(
                    "{}{}: {} in {}{}",
                    outcome.jobId() == null ? "" : "Job " + outcome.jobId() + ", ",
                    what,
                    outcome.mode() == CallMode.upload
                            ? outcome.sent() + " bytes"
                            : outcome.type().shown(),
                    seconds(outcome.took()) + (outcome.size() == 0 ? "" : " (" + rate(outcome.rate()) + ")"),
                    outcome.taskId() == null ? "" : ", task " + outcome.taskId());
        } else {
            LOG.info(
                    "{} ({}: {}, {} of {} bytes in {})",
                    outcome.reason(),
                    what,
                    outcome.type().shown(),
                    outcome.sent(),
                    outcome.size(),
                    seconds(outcome.took()));
        }
    }

    private static String seconds(Duration took) {
        return BigDecimal.valueOf(Math.round(took.toNanos() / 1e6), 3) + " s";
    }

    /** In MB of a million bytes, as networks count. */
    private static String rate(double bytes) {
        return BigDecimal.valueOf(Math.round(bytes / 1e5), 1) + " MB/s";
    }
}
