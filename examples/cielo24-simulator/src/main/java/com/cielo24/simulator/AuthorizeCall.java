package com.cielo24.simulator;

import java.util.List;
import java.util.Optional;

/** {@code /api/job/authorize}: without effect, and a success, for a job that does not wait for it. */
record AuthorizeCall(Sessions sessions, JobStore jobs, Transcriptions transcriptions, Callbacks callbacks)
        implements ServiceCall {

    static final String PATH = "/api/job/authorize";

    @Override
    public Verdict serve(Call call) throws Refusal, StorageException {
        String jobId = Authorized.of(call, sessions, List.of("job_id")).job(jobs);
        Optional<Transcription> started = transcriptions.authorize(jobId);
        started.ifPresent(
                transcription -> transcription.orders().forEach(order -> callbacks.schedule(order, transcription)));
        return new Verdict(Answer.text(204, ""), started.isPresent() ? "authorized" : "nothing to authorize");
    }
}
