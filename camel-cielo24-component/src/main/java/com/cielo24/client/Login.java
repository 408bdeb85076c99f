package com.cielo24.client;

import java.util.Map;

/** The calls {@code /api/account/login} and {@code /api/account/logout}. */
record Login(Credentials credentials) {

    private static final String LOGIN = "/api/account/login";
    private static final String LOGOUT = "/api/account/logout";

    /**
     * @return a new token
     * @throws Cielo24Exception if the service refuses, or gives none
     */
    ApiToken token(RequestSender sender) throws Cielo24Exception {
        ServiceRequest request = ServiceRequest.login(LOGIN, credentials.headers());
        ServiceAnswer answer = sender.send(request, null, credentials.secrets());
        return ApiToken.of(answer.require(null, "ApiToken", "a token"), credentials);
    }

    void end(RequestSender sender, ApiToken token) throws Cielo24Exception {
        sender.send(ServiceRequest.get(null, LOGOUT, Map.of()), token, token.secrets());
    }
}
