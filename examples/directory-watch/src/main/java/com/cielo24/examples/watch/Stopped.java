package com.cielo24.examples.watch;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of files whose way was cut short. The routes handle every failure themselves, so that happens only when the
 * watch is being stopped.
 */
final class Stopped implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Stopped.class);

    private final Outcomes outcomes;

    Stopped(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable cause) {
        if (exchange != null) {
            outcomes.leave(exchange, cause);
        } else {
            handleException(message, cause);
        }
    }

    @Override
    public void handleException(String message, Throwable cause) {
        LOG.warn(message, cause);
    }

    @Override
    public void handleException(Throwable cause) {
        LOG.warn("Not handled by any route", cause);
    }
}
