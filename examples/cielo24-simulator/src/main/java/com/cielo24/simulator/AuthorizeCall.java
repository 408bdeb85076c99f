package com.cielo24.simulator;

import java.util.List;

/** {@code /api/job/authorize}: without effect, and a success, for a job that does not wait for it. */
record AuthorizeCall(Sessions sessions, JobStore jobs, Transcriptions transcriptions) implements ServiceCall {

    static final String PATH = "/api/job/authorize";

    @Override
    public Verdict serve(Call call) throws Refusal, StorageException {
        String jobId = Authorized.of(call, sessions, List.of("job_id")).job(jobs);
        boolean starts = transcriptions.authorize(jobId).isPresent();
        return new Verdict(Answer.text(204, ""), starts ? "authorized" : "nothing to authorize");
    }
}
