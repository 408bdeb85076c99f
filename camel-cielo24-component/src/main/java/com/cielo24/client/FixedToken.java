package com.cielo24.client;

import java.time.Instant;

/** The one token that a user gave: nobody here can renew it. */
final class FixedToken implements ApiTokens {

    private final ApiToken token;

    /**
     * @param token the token, or {@code null} if there is none: then every request is invalid
     */
    FixedToken(String token) {
        this.token = token == null || token.isBlank() ? null : ApiToken.fixed(token);
    }

    @Override
    public void require(String jobId) throws Cielo24InvalidRequestException {
        if (token == null) {
            throw new Cielo24InvalidRequestException(
                    jobId, "no API token is configured (apiToken, or username with securekey or password)");
        }
    }

    @Override
    public ApiToken current(RequestSender sender, String jobId) {
        return token;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public void used(ApiToken used, Instant since) {}

    @Override
    public void refused(ApiToken refused, ErrorResponse refusal) {}
}
