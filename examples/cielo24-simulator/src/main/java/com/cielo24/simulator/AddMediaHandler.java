package com.cielo24.simulator;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Serves {@code /api/job/add_media}, well or with the fault that is due. */
final class AddMediaHandler implements HttpHandler {
    private final String apiToken;
    private final MediaStore store;
    private final Faults faults;
    private final Traffic traffic;
    private final Lifetime lifetime;
    private final Consumer<Outcome> outcomes;

    AddMediaHandler(
            String apiToken,
            MediaStore store,
            Faults faults,
            Traffic traffic,
            Lifetime lifetime,
            Consumer<Outcome> outcomes) {
        this.apiToken = apiToken;
        this.store = store;
        this.faults = faults;
        this.traffic = traffic;
        this.lifetime = lifetime;
        this.outcomes = outcomes;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (Call call = new Call(exchange, traffic, lifetime, outcomes)) {
            Optional<Fault> fault = faults.take(call.jobId().orElse(null));
            if (fault.isPresent()) {
                misbehave(call, fault.get());
            } else {
                Verdict verdict = judge(call);
                call.answer(verdict.answer(), verdict.result());
            }
        }
    }

    /** What the service makes of a request, and the line that a person reads about it. */
    private record Verdict(Answer answer, String result) {}

    private Verdict judge(Call call) throws IOException {
        try {
            ReceivedMedia media = attach(call);
            return new Verdict(Answer.taskId(media.taskId()), "accepted as task " + media.taskId());
        } catch (Refusal e) {
            return new Verdict(Answer.refused(e.error()), "refused: " + e.getMessage());
        }
    }

    private ReceivedMedia attach(Call call) throws IOException, Refusal {
        if (call.hasFragment()) {
            throw new Refusal(ServiceError.INVALID_QUERY, "The query string must be percent-encoded");
        }
        AddMediaRequest request = AddMediaRequest.of(call.received(), apiToken);
        store.check(request);
        if (!request.isUpload()) {
            call.readBody(BodySink.DISCARD);
            return store.keepUrl(request);
        }
        try (IncomingMedia incoming = store.open(request)) {
            call.readBody(incoming);
            // The JDK's server throws by itself when a body ends early, but does not promise to
            if (incoming.bytes() != request.contentLength()) {
                throw new IOException("the client broke off");
            }
            return store.keepUpload(request, incoming);
        }
    }

    private void misbehave(Call call, Fault fault) throws IOException {
        String result = "told to misbehave: " + fault;
        if (fault instanceof Fault.AnswerLate late) {
            Verdict verdict = judge(call);
            call.pause(late.delay());
            call.answer(verdict.answer(), verdict.result() + ", answered late");
        } else if (fault instanceof Fault.NeverAnswer) {
            call.readBody(BodySink.DISCARD);
            call.hold();
        } else if (fault instanceof Fault.Status status) {
            call.readBody(BodySink.DISCARD);
            call.answer(new Answer(status.code(), status.headers(), status.body()), result);
        } else if (fault instanceof Fault.DropBeforeBody) {
            call.drop(result);
        } else if (fault instanceof Fault.DropDuringBody during) {
            call.readBody(BodySink.DISCARD, during.afterBytes());
            call.drop(result);
        } else if (fault instanceof Fault.DropAfterBody after) {
            String fate = after.kept() ? judge(call).result() : "nothing kept";
            call.readBody(BodySink.DISCARD);
            call.drop(result + ", " + fate);
        } else if (fault instanceof Fault.StopReading stop) {
            call.readBody(BodySink.DISCARD, stop.afterBytes());
            call.hold();
        } else if (fault instanceof Fault.SlowReading slow) {
            call.readSlowly(slow.bytesPerSecond());
            Verdict verdict = judge(call);
            call.answer(verdict.answer(), verdict.result() + ", read slowly");
        } else if (fault instanceof Fault.AnswerEarly early) {
            ServiceError error = new ServiceError(early.errorType(), early.errorComment());
            call.answer(Answer.json(early.code(), error), result);
        }
    }
}
