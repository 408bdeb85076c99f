package com.cielo24.simulator;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The query of a call with a token that is right.
 *
 * @param account the username of the account whose token it is
 */
record Authorized(Query query, String account) {

    /**
     * @param parameters what the query may have besides the version and the token
     * @throws Refusal if it has anything else, or no right token
     */
    static Authorized of(Call call, Sessions sessions, Collection<String> parameters) throws Refusal {
        Query query = ServiceCall.query(call);
        Set<String> all = new HashSet<>(parameters);
        all.addAll(List.of("v", "api_token"));
        query.allowOnly(all);
        return new Authorized(query, sessions.authorize(query).username());
    }

    /**
     * The job that the query names, in lower case.
     *
     * @throws Refusal if the account has no such job
     */
    String job(JobStore jobs) throws Refusal {
        String jobId = query.requireHex("job_id");
        jobs.require(jobId, account);
        return jobId;
    }
}
