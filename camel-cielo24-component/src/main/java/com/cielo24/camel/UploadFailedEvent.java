package com.cielo24.camel;

import com.cielo24.camel.traffic.Outcome;
import com.cielo24.camel.traffic.OutcomeType;
import org.apache.camel.Exchange;

/** An upload was begun and did not become, or may not have become, the media of its job. */
public final class UploadFailedEvent extends UploadEvent {

    private static final long serialVersionUID = 1L;

    private final OutcomeType outcome;
    private final String reason;

    UploadFailedEvent(Exchange exchange, Outcome outcome) {
        super(exchange, outcome.jobId(), outcome.sent(), outcome.size(), outcome.rate());
        this.outcome = outcome.type();
        this.reason = outcome.reason();
    }

    /**
     * @return how it ended
     */
    public OutcomeType getOutcome() {
        return outcome;
    }

    /**
     * @return the message of the exception that the exchange gets, which shows no secret
     */
    public String getReason() {
        return reason;
    }

    @Override
    public String toString() {
        return super.toString() + ", " + outcome.shown() + ": " + reason;
    }
}
