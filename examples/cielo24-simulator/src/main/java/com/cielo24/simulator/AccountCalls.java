package com.cielo24.simulator;

import java.util.Map;
import java.util.Set;

/** {@code /api/account/login} and {@code /api/account/logout}. */
record AccountCalls(Sessions sessions) {

    static final String LOGIN = "/api/account/login";
    static final String LOGOUT = "/api/account/logout";

    ServiceCall.Verdict login(Call call) throws Refusal {
        Query query = ServiceCall.query(call);
        Credentials given = Credentials.of(call.received(), query);
        String token = sessions.login(given);
        return new ServiceCall.Verdict(Answer.json(200, Map.of("ApiToken", token)), "logged in as " + given.username());
    }

    ServiceCall.Verdict logout(Call call) throws Refusal {
        Query query = ServiceCall.query(call);
        query.allowOnly(Set.of("v", "api_token"));
        sessions.logout(query);
        return new ServiceCall.Verdict(Answer.text(204, ""), "logged out");
    }
}
