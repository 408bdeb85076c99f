package com.cielo24.camel;

import com.cielo24.camel.traffic.Outcome;
import com.cielo24.camel.traffic.OutcomeType;
import com.cielo24.camel.traffic.Traffic;
import org.apache.camel.api.management.ManagedAttribute;

/**
 * What JMX shows of a component and of each endpoint. Counted since it was made.
 */
public interface TrafficAttributes {

    /**
     * @return where the figures are kept
     */
    Traffic getTraffic();

    @ManagedAttribute(description = "Uploads under way")
    default int getUploads() {
        return getTraffic().uploads().size();
    }

    @ManagedAttribute(description = "Bytes of uploads handed to the network")
    default long getBytesSent() {
        return getTraffic().bytesSent();
    }

    @ManagedAttribute(description = "Media that became a job's")
    default long getAdded() {
        return getTraffic().count(OutcomeType.ADDED);
    }

    @ManagedAttribute(description = "Calls that the service refused")
    default long getRefused() {
        return getTraffic().count(OutcomeType.REFUSED);
    }

    @ManagedAttribute(description = "Calls of which nothing was sent, as they could not be right")
    default long getInvalid() {
        return getTraffic().count(OutcomeType.INVALID);
    }

    @ManagedAttribute(description = "Calls that did not reach the service")
    default long getTransportFailures() {
        return getTraffic().count(OutcomeType.TRANSPORT);
    }

    @ManagedAttribute(description = "Calls that were sent, and to which no usable answer came")
    default long getUnknownOutcomes() {
        return getTraffic().count(OutcomeType.UNKNOWN);
    }

    @ManagedAttribute(description = "What failed last, with all secrets masked")
    default String getLastError() {
        Outcome failure = getTraffic().lastFailure();
        return failure == null ? null : failure.at() + " " + failure.reason();
    }
}
