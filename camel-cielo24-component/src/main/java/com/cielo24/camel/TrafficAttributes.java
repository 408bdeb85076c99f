package com.cielo24.camel;

import com.cielo24.camel.traffic.Outcome;
import com.cielo24.camel.traffic.OutcomeType;
import com.cielo24.camel.traffic.Traffic;
import org.apache.camel.api.management.ManagedAttribute;

/**
 * The JMX attributes of a component and of each endpoint. Counters start at its creation.
 */
public interface TrafficAttributes {

    /**
     * @return the statistics
     */
    Traffic getTraffic();

    @ManagedAttribute(description = "Uploads in progress")
    default int getUploads() {
        return getTraffic().uploads().size();
    }

    @ManagedAttribute(description = "Bytes of uploads passed to the network")
    default long getBytesSent() {
        return getTraffic().bytesSent();
    }

    @ManagedAttribute(description = "Media added to jobs")
    default long getAdded() {
        return getTraffic().count(OutcomeType.ADDED);
    }

    @ManagedAttribute(description = "Calls that the service refused")
    default long getRefused() {
        return getTraffic().count(OutcomeType.REFUSED);
    }

    @ManagedAttribute(description = "Invalid calls, of which nothing was sent")
    default long getInvalid() {
        return getTraffic().count(OutcomeType.INVALID);
    }

    @ManagedAttribute(description = "Calls that did not reach the service")
    default long getTransportFailures() {
        return getTraffic().count(OutcomeType.TRANSPORT);
    }

    @ManagedAttribute(description = "Calls that were sent but got no usable answer")
    default long getUnknownOutcomes() {
        return getTraffic().count(OutcomeType.UNKNOWN);
    }

    @ManagedAttribute(description = "The last failure, with all secrets masked")
    default String getLastError() {
        Outcome failure = getTraffic().lastFailure();
        return failure == null ? null : failure.at() + " " + failure.reason();
    }
}
