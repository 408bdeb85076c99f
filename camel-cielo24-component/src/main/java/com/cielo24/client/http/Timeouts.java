package com.cielo24.client.http;

import java.time.Duration;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * The timeouts of a request. Each is more than zero and at most 100 years.
 *
 * @param connectionRequest for a free connection of the pool
 * @param connect           for a connection, a proxy's tunnel and the TLS handshake, each
 * @param response          from the last byte sent to the end of the answer
 * @param stall             after which a request is aborted if no byte moved
 */
public record Timeouts(Duration connectionRequest, Duration connect, Duration response, Duration stall) {

    @SuppressWarnings("deprecation") // the connect timeout differs per endpoint, but the pool is shared
    RequestConfig requestConfig() {
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                .setResponseTimeout(Timeout.of(response))
                .setConnectionRequestTimeout(Timeout.of(connectionRequest))
                .setProtocolUpgradeEnabled(false)
                .build();
    }
}
