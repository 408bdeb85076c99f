package com.cielo24.client.internal;

import java.time.Instant;
import java.util.Map;

import com.cielo24.client.Credentials;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls {@code /api/account/login} and {@code /api/account/logout}. */
record Account(Credentials credentials, Secrets secrets) {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final String LOGIN = "/api/account/login";
    private static final String LOGOUT = "/api/account/logout";

    Account(Credentials credentials) {
        this(credentials, new Secrets(credentials.secret()));
    }

    String username() {
        return credentials.username();
    }

    /**
     * @param  now not later than when the service issues the token
     * @return     a new token
     */
    Token logIn(ServiceCalls calls, Instant now) throws FailedCallException {
        Request login = new Request("login", LOGIN, Map.of(), headers(), null, null);
        Answer answer = calls.send(login, secrets);
        String token = Answers.id(answer, "ApiToken");
        if (token == null) {
            throw FailedCallException.unusable(Answers.flaw(answer, "a token"));
        }
        LOG.debug("Logged in as {}", username());
        return new Token(token, secrets, now);
    }

    /** In headers, not in the query: access logs record URLs. */
    private Map<String, String> headers() {
        String secret =
                switch (credentials.kind()) {
                    case SECUREKEY -> "x-auth-securekey";
                    case PASSWORD -> "x-auth-password";
                };
        return Map.of("x-auth-user", username(), secret, credentials.secret());
    }

    /** Never throws: a token that is not logged out expires after an hour. */
    void logOut(ServiceCalls calls, Token token) {
        try {
            calls.send(Request.get("request", LOGOUT, Map.of()), token);
            LOG.debug("Logged out {}", username());
        } catch (FailedCallException | RuntimeException e) {
            LOG.debug("Could not log out {}: {}", username(), token.secrets().mask(e.toString()));
        }
    }
}
