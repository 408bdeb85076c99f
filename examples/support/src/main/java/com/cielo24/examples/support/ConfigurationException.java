package com.cielo24.examples.support;

/**
 * A program cannot start as it is configured. The message says what to change.
 */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String reason) {
        super(reason);
    }
}
