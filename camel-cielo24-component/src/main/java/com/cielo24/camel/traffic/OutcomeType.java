package com.cielo24.camel.traffic;

import java.util.Locale;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;

/** How a call of the service ended. */
public enum OutcomeType {
    /** The media was added to the job. */
    ADDED,
    /** Any other call succeeded. */
    ANSWERED,
    /** Nothing was sent: {@link Cielo24InvalidRequestException}. */
    INVALID,
    /** Nothing was sent, as another worker has the job: {@link Cielo24JobBusyException}. */
    BUSY,
    /** The service cannot have it: {@link Cielo24TransportException}. */
    TRANSPORT,
    /** The service refused the request: {@link Cielo24ServiceException}. */
    REFUSED,
    /** Everything was sent, but no usable answer arrived: {@link Cielo24UnknownOutcomeException}. */
    UNKNOWN,
    /** Anything else, such as a header that cannot be converted. */
    FAILED;

    static OutcomeType of(Throwable failure) {
        if (failure instanceof Cielo24InvalidRequestException) {
            return INVALID;
        } else if (failure instanceof Cielo24JobBusyException) {
            return BUSY;
        } else if (failure instanceof Cielo24TransportException) {
            return TRANSPORT;
        } else if (failure instanceof Cielo24ServiceException) {
            return REFUSED;
        } else if (failure instanceof Cielo24UnknownOutcomeException) {
            return UNKNOWN;
        }
        return FAILED;
    }

    /**
     * The name in logs, meters and the dev console.
     *
     * @return the name in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @return whether the call succeeded
     */
    public boolean isSuccess() {
        return this == ADDED || this == ANSWERED;
    }
}
