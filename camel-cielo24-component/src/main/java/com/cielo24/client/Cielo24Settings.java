package com.cielo24.client;

import java.time.Duration;

/**
 * How a {@link Cielo24Client} talks to the service.
 *
 * @param address                  where the service is
 * @param apiToken                 the session's token (page "Add Media To Job", {@code api_token}), or {@code null} if
 *                                 there is none yet: then every request is invalid
 * @param connectionRequestTimeout how long a request waits for a free connection of the pool; this and the other
 *                                 waits are more than zero and at most 100 years
 * @param connectTimeout           for a connection and its TLS handshake
 * @param responseTimeout          from the last byte sent to the end of the answer
 * @param stallTimeout             an upload in which no byte moved for this long is given up
 * @param maxUploadSize            the largest upload in bytes, 1 to {@link #LARGEST_UPLOAD}
 */
public record Cielo24Settings(
        ServiceAddress address,
        String apiToken,
        Duration connectionRequestTimeout,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration stallTimeout,
        long maxUploadSize) {

    /**
     * The service's own limit in bytes, 10 GiB less one (page "Add Media To Job", second paragraph; the exact figure is
     * that of its OpenAPI description).
     */
    public static final long LARGEST_UPLOAD = 10_737_418_239L;

    /** What is longer overflows where nanoseconds are counted. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Cielo24Settings {
        requireWait("connectionRequestTimeout", connectionRequestTimeout);
        requireWait("connectTimeout", connectTimeout);
        requireWait("responseTimeout", responseTimeout);
        requireWait("stallTimeout", stallTimeout);
        if (maxUploadSize < 1 || maxUploadSize > LARGEST_UPLOAD) {
            throw new IllegalArgumentException("maxUploadSize must be 1 to " + LARGEST_UPLOAD + " bytes (the service's"
                    + " limit), but is " + maxUploadSize);
        }
    }

    private static void requireWait(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    name + " must be more than 0 ms and at most 100 years, but is " + duration.toMillis() + " ms");
        }
    }

    /**
     * Leaves the token out.
     */
    @Override
    public String toString() {
        return "Cielo24Settings[" + address + "]";
    }
}
