package com.cielo24.simulator;

import java.io.IOException;

/** One call of the service: serves a request that has arrived. */
@FunctionalInterface
interface ServiceCall {

    /**
     * What the service says, and the line that a person reads about it, which shows no secret.
     */
    record Verdict(Answer answer, String result) {}

    /**
     * @throws Refusal     if the service says no
     * @throws IOException if the client breaks off
     */
    Verdict serve(Call call) throws IOException, Refusal;

    /**
     * Reads the query of a call that takes GET only and has no body.
     *
     * @throws Refusal if it is not a GET or its query is malformed
     */
    static Query query(Call call) throws Refusal {
        if (!call.received().method().equals("GET")) {
            throw new Refusal(ServiceError.INVALID_QUERY, "This call takes GET");
        }
        return Query.parse(call.received().rawQuery());
    }
}
