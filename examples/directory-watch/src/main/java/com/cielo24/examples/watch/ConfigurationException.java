package com.cielo24.examples.watch;

/**
 * The watch cannot start as it is configured. The message says what to change.
 */
final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String reason) {
        super(reason);
    }
}
