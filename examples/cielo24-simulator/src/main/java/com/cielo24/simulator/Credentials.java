package com.cielo24.simulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The credentials of a login: a username with a password or a securekey, in headers or in the query.
 *
 * @param password  null where there is a securekey
 * @param securekey null where there is a password
 */
record Credentials(String username, String password, String securekey) {

    private static final Set<String> PARAMETERS = Set.of("v", "username", "password", "securekey");

    /**
     * @throws Refusal if something is missing or given twice
     */
    static Credentials of(ReceivedRequest received, Query query) throws Refusal {
        query.allowOnly(PARAMETERS);
        query.requireVersion();
        Optional<String> username = either(received, "x-auth-user", query, "username");
        Optional<String> password = either(received, "x-auth-password", query, "password");
        Optional<String> securekey = either(received, "x-auth-securekey", query, "securekey");
        if (username.isEmpty()) {
            throw new Refusal(ServiceError.MISSING_PARAMETER, "username is required");
        }
        if (password.isPresent() == securekey.isPresent()) {
            throw new Refusal(
                    password.isPresent() ? ServiceError.INVALID_QUERY : ServiceError.MISSING_PARAMETER,
                    "Either password or securekey is required");
        }
        return new Credentials(username.get(), password.orElse(null), securekey.orElse(null));
    }

    boolean areOf(Account account) {
        return account.username().equals(username)
                && (password != null ? account.hasPassword(password) : account.hasSecurekey(securekey));
    }

    private static Optional<String> either(ReceivedRequest received, String header, Query query, String name)
            throws Refusal {
        List<String> values = received.header(header);
        if (values.size() > 1 || !values.isEmpty() && query.has(name)) {
            throw new Refusal(ServiceError.INVALID_QUERY, name + " is given more than once");
        }
        return values.isEmpty() ? query.value(name) : Optional.of(values.get(0)).filter(value -> !value.isEmpty());
    }
}
