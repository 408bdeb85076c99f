package com.cielo24.camel;

import com.cielo24.camel.traffic.Outcome;
import org.apache.camel.Exchange;

/** An upload is done, and the service said that it has it. */
public final class UploadEndedEvent extends UploadEvent {

    private static final long serialVersionUID = 1L;

    private final String taskId;

    UploadEndedEvent(Exchange exchange, Outcome outcome) {
        super(exchange, outcome.jobId(), outcome.sent(), outcome.size(), outcome.rate());
        taskId = outcome.taskId();
    }

    /**
     * @return the service's id of the task that takes the media in
     */
    public String getTaskId() {
        return taskId;
    }

    @Override
    public String toString() {
        return super.toString() + ", task " + taskId;
    }
}
