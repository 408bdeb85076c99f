package com.cielo24.camel.traffic;

import org.slf4j.MDC;

/**
 * Puts a job id into the MDC of the current thread. {@link #close} restores the previous value, as the application may
 * use the same key.
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
