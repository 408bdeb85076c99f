package com.cielo24.camel.traffic;

import org.slf4j.MDC;

/**
 * Marks what the current thread logs with a job, until it is closed: then the MDC holds what it held before, as the key
 * may be in use by the application.
 */
public final class JobMark implements AutoCloseable {

    private final String before = MDC.get(TrafficLog.JOB_ID);

    /**
     * @param jobId {@code null} leaves the MDC as it is
     */
    public JobMark(String jobId) {
        if (jobId != null) {
            MDC.put(TrafficLog.JOB_ID, jobId);
        }
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.remove(TrafficLog.JOB_ID);
        } else {
            MDC.put(TrafficLog.JOB_ID, before);
        }
    }
}
