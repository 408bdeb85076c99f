package com.cielo24.client;

import java.io.IOException;

/**
 * Takes the token out of words that are not ours: a service or a proxy may repeat what it was sent.
 */
final class Secrets {

    private static final String MASK = "xxxxxx";

    private final String token;

    /**
     * @param token the token, or {@code null}
     */
    Secrets(String token) {
        this.token = token;
    }

    /**
     * @param  text what somebody else said, or {@code null}
     * @return      the same in one line and without the token
     */
    String mask(String text) {
        if (text == null) {
            return null;
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return isSecretIn(line) ? line.replace(token, MASK) : line;
    }

    /**
     * @param  cause what HttpClient threw; it quotes what it could not parse
     * @return       the same, or if a message in it shows the token, one that tells the same without
     */
    Throwable mask(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t.getMessage() != null && isSecretIn(t.getMessage())) {
                IOException masked = new IOException(t.getClass().getName() + ": " + mask(t.getMessage()));
                masked.setStackTrace(cause.getStackTrace());
                return masked;
            }
        }
        return cause;
    }

    private boolean isSecretIn(String text) {
        return token != null && !token.isBlank() && text.contains(token);
    }
}
