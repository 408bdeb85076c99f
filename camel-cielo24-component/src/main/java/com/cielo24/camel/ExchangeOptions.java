package com.cielo24.camel;

import com.cielo24.client.Cielo24InvalidRequestException;
import org.apache.camel.Message;

/**
 * The headers of a message that override options of its endpoint.
 *
 * @param jobId the job, for error messages
 */
record ExchangeOptions(Message message, String jobId) {

    /**
     * @param  option value of the endpoint's option, or {@code null}
     * @return        the value of the header, or else that of the option
     * @throws Cielo24InvalidRequestException if the header is invalid
     */
    <T> T value(String header, Class<T> type, T option) throws Cielo24InvalidRequestException {
        Object given = message.getHeader(header);
        if (given == null) {
            return option;
        }
        T value = message.getExchange().getContext().getTypeConverter().tryConvertTo(type, given);
        if (value == null) {
            throw new Cielo24InvalidRequestException(
                    jobId, "the header " + header + " cannot be converted to " + type.getSimpleName());
        }
        return value;
    }

    String text(String header, String option) throws Cielo24InvalidRequestException {
        return value(header, String.class, option);
    }
}
