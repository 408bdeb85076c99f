package com.cielo24.simulator;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Serves one call of the service, well or with the fault that is due. */
record CallHandler(
        ServiceCall service, Faults faults, Traffic traffic, CallsInProgress inProgress, Consumer<Outcome> outcomes)
        implements Handler {

    @Override
    public void handle(Exchange exchange) throws IOException {
        try (Call call = new Call(exchange, traffic, inProgress, outcomes)) {
            Optional<Fault> fault =
                    faults.take(call.received().path(), call.jobId().orElse(null));
            serve(call, fault);
        }
    }

    /** Whatever goes wrong here is the simulator's own fault, and is said: a client must never wait for nothing. */
    private void serve(Call call, Optional<Fault> fault) throws IOException {
        try {
            if (fault.isPresent()) {
                misbehave(call, fault.get());
            } else {
                ServiceCall.Verdict verdict = judge(call);
                call.answer(verdict.answer(), verdict.result());
            }
        } catch (RequestBody.BrokenCoding e) {
            ServiceError error = new ServiceError(ServiceError.INVALID_QUERY, e.getMessage());
            call.answer(Answer.refused(error), "refused: " + e.getMessage());
        } catch (StorageException | RuntimeException | Error e) {
            if (call.isAnswered()) {
                throw e;
            }
            String reason = e instanceof StorageException ? e.getMessage() : e.toString();
            call.answer(Answer.fault(reason), "the simulator's own fault: " + reason);
        }
    }

    private ServiceCall.Verdict judge(Call call) throws IOException {
        try {
            if (call.hasFragment()) {
                throw new Refusal(ServiceError.INVALID_QUERY, "The query string must be percent-encoded");
            }
            return service.serve(call);
        } catch (Refusal e) {
            return new ServiceCall.Verdict(Answer.refused(e.error()), "refused: " + e.getMessage());
        }
    }

    /** Reads the whole body, and says what became of the request, which the client is not told. */
    private String fate(Call call, boolean kept) throws IOException {
        String fate = kept ? judge(call).result() : "nothing kept";
        call.readBody(BodySink.DISCARD);
        return fate;
    }

    private void misbehave(Call call, Fault fault) throws IOException {
        String result = "fault: " + fault;
        if (fault instanceof Fault.AnswerLate late) {
            ServiceCall.Verdict verdict = judge(call);
            call.pause(late.delay());
            call.answer(verdict.answer(), verdict.result() + ", answered late");
        } else if (fault instanceof Fault.NeverAnswer) {
            call.readBody(BodySink.DISCARD);
            call.hold();
        } else if (fault instanceof Fault.Status status) {
            String fate = fate(call, status.kept());
            call.answer(new Answer(status.code(), status.headers(), status.body()), result + ", " + fate);
        } else if (fault instanceof Fault.DropBeforeBody) {
            call.drop(result);
        } else if (fault instanceof Fault.DropDuringBody during) {
            call.readBody(BodySink.DISCARD, during.afterBytes());
            call.drop(result);
        } else if (fault instanceof Fault.DropAfterBody after) {
            String fate = fate(call, after.kept());
            call.drop(result + ", " + fate);
        } else if (fault instanceof Fault.StopReading stop) {
            call.readBody(BodySink.DISCARD, stop.afterBytes());
            call.hold();
        } else if (fault instanceof Fault.SlowReading slow) {
            call.readSlowly(slow.bytesPerSecond());
            ServiceCall.Verdict verdict = judge(call);
            call.answer(verdict.answer(), verdict.result() + ", read slowly");
        } else if (fault instanceof Fault.CutOffAnswer cutOff) {
            ServiceCall.Verdict verdict = judge(call);
            call.answerInPart(verdict.answer(), verdict.result() + ", answer cut off", cutOff.afterBytes());
        } else if (fault instanceof Fault.TrickledAnswer trickled) {
            ServiceCall.Verdict verdict = judge(call);
            call.answerSlowly(verdict.answer(), verdict.result() + ", answer trickled", trickled.bytesPerSecond());
        } else if (fault instanceof Fault.OfOrder ofOrder) {
            call.meet(ofOrder);
            ServiceCall.Verdict verdict = judge(call);
            call.answer(verdict.answer(), verdict.result() + ", " + result);
        } else if (fault instanceof Fault.AnswerEarly early) {
            ServiceError error = new ServiceError(early.errorType(), early.errorComment());
            call.answer(Answer.json(early.code(), error), result);
        }
    }
}
