package com.cielo24.client;

import java.util.List;

/**
 * A token (page "Add Media To Job", {@code api_token}), and all that must not show in words about a request that has
 * it.
 *
 * @param value   the token, a hex string
 * @param secrets the token, and whatever it was got with
 */
record ApiToken(String value, Secrets secrets) {

    /** A token that nobody can renew. */
    static ApiToken fixed(String value) {
        return new ApiToken(value, new Secrets(value));
    }

    static ApiToken of(String value, Credentials credentials) {
        return new ApiToken(value, credentials.secrets().and(List.of(value)));
    }

    @Override
    public String toString() {
        return "ApiToken[xxxxxx]";
    }
}
