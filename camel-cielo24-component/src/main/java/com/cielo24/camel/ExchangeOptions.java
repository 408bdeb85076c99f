package com.cielo24.camel;

import com.cielo24.client.Cielo24InvalidRequestException;
import org.apache.camel.Message;

/**
 * What a message says, where it overrides an option of its endpoint.
 *
 * @param jobId the job, for what is told when a header is wrong
 */
record ExchangeOptions(Message message, String jobId) {

    /**
     * @param  option what the endpoint says, may be {@code null}
     * @return        what the header says, or else the option
     * @throws Cielo24InvalidRequestException if the header is of no use
     */
    <T> T value(String header, Class<T> type, T option) throws Cielo24InvalidRequestException {
        Object given = message.getHeader(header);
        if (given == null) {
            return option;
        }
        T value = message.getExchange().getContext().getTypeConverter().tryConvertTo(type, given);
        if (value == null) {
            throw new Cielo24InvalidRequestException(jobId, "the header " + header + " is no " + type.getSimpleName());
        }
        return value;
    }

    String text(String header, String option) throws Cielo24InvalidRequestException {
        return value(header, String.class, option);
    }
}
