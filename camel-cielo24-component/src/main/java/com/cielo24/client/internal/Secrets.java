package com.cielo24.client.internal;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.hc.core5.net.PercentCodec;

/**
 * Masks the token, the credentials of the login and the secret parts of media URLs in texts from outside: a service or
 * proxy may repeat what it was sent.
 */
final class Secrets {

    private static final String MASK = "xxxxxx";

    private final List<String> secrets;
    /** Matches each secret, plain and percent-encoded. */
    private volatile Pattern pattern;

    /**
     * @param token the token, or a secret of a login, or {@code null}
     */
    Secrets(String token) {
        this(token == null || token.isBlank() ? List.of() : List.of(token));
    }

    private Secrets(List<String> secrets) {
        this.secrets = secrets;
    }

    /** Compiled on first use, which most requests never need. */
    private Pattern pattern() {
        if (pattern == null) {
            pattern = compiled();
        }
        return pattern;
    }

    private Pattern compiled() {
        return Pattern.compile(
                secrets.stream()
                        .flatMap(Secrets::spellings)
                        .distinct()
                        // if one secret contains another, the longer one must match first
                        .sorted(Comparator.comparing(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE);
    }

    /**
     * @return these secrets and others
     */
    Secrets and(List<String> more) {
        return more.isEmpty()
                ? this
                : new Secrets(Stream.concat(secrets.stream(), more.stream()).toList());
    }

    private static Stream<String> spellings(String secret) {
        return Stream.of(
                secret,
                PercentCodec.encode(secret, StandardCharsets.UTF_8),
                URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }

    /**
     * @param  text from outside, or {@code null}
     * @return      the text on one line, with all secrets masked
     */
    String mask(String text) {
        if (text == null) {
            return null;
        }
        String line = Texts.oneLine(text);
        return secrets.isEmpty() ? line : pattern().matcher(line).replaceAll(MASK);
    }

    /**
     * @param  cause thrown by HttpClient, which quotes what it cannot parse
     * @return       the same exception; if one of its messages contains a secret, a copy with the message masked
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
        return !secrets.isEmpty() && pattern().matcher(text).find();
    }
}
