package com.cielo24.camel.traffic;

import java.math.BigDecimal;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line at INFO for each exchange, and the progress of long uploads at intervals. Failures are also logged at
 * INFO: the route gets the exception and decides how serious it is.
 */
public final class TrafficLog implements TrafficListener {

    /** The key of the job id in the MDC. */
    public static final String JOB_ID = "cielo24.jobId";

    /** Named after the package, as documented. */
    private static final Logger LOG = LoggerFactory.getLogger("com.cielo24.camel.traffic");

    @SuppressWarnings("try") // a mark has its effect by being open
    @Override
    public void progressed(Call upload, boolean due) {
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
                            : outcome.type().label(),
                    seconds(outcome.duration()) + (outcome.size() == 0 ? "" : " (" + rate(outcome.rate()) + ")"),
                    outcome.taskId() == null ? "" : ", task " + outcome.taskId());
        } else {
            LOG.info(
                    "{} ({}: {}, {} of {} bytes in {})",
                    outcome.reason(),
                    what,
                    outcome.type().label(),
                    outcome.sent(),
                    outcome.size(),
                    seconds(outcome.duration()));
        }
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(Math.round(duration.toNanos() / 1e6), 3) + " s";
    }

    /** In MB of 1,000,000 bytes, as usual for networks. */
    private static String rate(double bytes) {
        return BigDecimal.valueOf(Math.round(bytes / 1e5), 1) + " MB/s";
    }
}
