package com.cielo24.simulator;

import java.io.IOException;

/** {@code /api/job/add_media} and {@code /api/job/add_media_url}. */
record AddMediaCall(Sessions sessions, MediaStore store) implements ServiceCall {

    @Override
    public Verdict serve(Call call) throws IOException, Refusal {
        ReceivedMedia media = attach(call);
        return new Verdict(Answer.taskId(media.taskId()), "accepted as task " + media.taskId());
    }

    private ReceivedMedia attach(Call call) throws IOException, Refusal {
        AddMediaRequest request = AddMediaRequest.of(call.received(), sessions);
        store.check(request);
        if (!request.isUpload()) {
            call.readBody(BodySink.DISCARD);
            return store.keepUrl(request);
        }
        try (IncomingMedia incoming = store.open(request)) {
            call.readBody(incoming);
            return store.keepUpload(request, incoming);
        }
    }
}
