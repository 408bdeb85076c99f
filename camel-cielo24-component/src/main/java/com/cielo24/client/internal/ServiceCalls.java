package com.cielo24.client.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.ErrorResponse;
import com.cielo24.client.InvalidMediaException;
import com.cielo24.client.Media;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.NoAnswerException;
import com.cielo24.client.http.OutgoingRequest;
import com.cielo24.client.http.Preparation;
import com.cielo24.client.http.RequestSender;
import com.cielo24.client.http.UploadBody;
import com.cielo24.client.internal.FailedCallException.Certainty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the service with the token of a session, and decides what is certain of each call that failed. One call is one
 * request, with this one exception: where the service refuses the token of a session, the request is sent once more with
 * a new one. That is safe, as the first was refused as a whole. Safe for any number of threads.
 */
public final class ServiceCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);

    private final RequestSender sender;
    private final String prefix;
    private final Supplier<Session> session;

    /**
     * @param prefix  the path of the base URL
     * @param session asked for at each call
     */
    public ServiceCalls(RequestSender sender, String prefix, Supplier<Session> session) {
        this.sender = sender;
        this.prefix = prefix;
        this.session = session;
    }

    /** As {@link Session#require}. */
    public void requireToken(String jobId) throws Cielo24Exception {
        session.get().require(jobId);
    }

    /**
     * Opens media, within the stall timeout of its last move.
     */
    public Media.Content open(String jobId, Media.Upload upload) throws Cielo24Exception {
        try (Preparation preparation = sender.prepare(upload::abandon)) {
            try {
                return upload.open(new Media.Preparation() {
                    @Override
                    public void moved() {
                        preparation.moved();
                    }

                    @Override
                    public boolean isGivenUp() {
                        return preparation.isGivenUp();
                    }
                });
            } catch (InvalidMediaException e) {
                throw new Cielo24InvalidRequestException(jobId, e.getMessage());
            } catch (IOException | RuntimeException e) {
                // streams and caches of others throw whatever they like
                String reason = preparation.isGivenUp() ? preparation.givenUp() : e.toString();
                throw new Cielo24TransportException(jobId, "the media could not be made ready: " + reason, e);
            }
        } catch (NoAnswerException e) {
            throw new Cielo24TransportException(jobId, "nothing was sent: " + e.getMessage(), null);
        }
    }

    /**
     * @return an answer that says yes
     */
    public ServiceAnswer send(ServiceRequest request) throws Cielo24Exception {
        Session current = session.get();
        Token token = current.token(this, request.jobId());
        try {
            return send(request, current, token);
        } catch (FailedCallException e) {
            if (!e.isOfToken() || !current.isRenewable()) {
                throw e.toException(request.jobId());
            }
            ServiceRequest again = again(request, e, current.pause());
            Token renewed = current.token(this, request.jobId());
            LOG.debug("{}the service refused the token; sending once more with a new one", request.label());
            current.resent();
            return sendAgain(again, current, renewed);
        }
    }

    /** A service that refuses its newest token may be better later; nothing is wrong with the request. */
    private ServiceAnswer sendAgain(ServiceRequest request, Session current, Token token) throws Cielo24Exception {
        try {
            return send(request, current, token);
        } catch (FailedCallException e) {
            throw e.isOfToken()
                    ? e.toRetryable(
                            request.jobId(), "; the service refuses tokens that it has just issued", current.pause())
                    : e.toException(request.jobId());
        }
    }

    private ServiceAnswer send(ServiceRequest request, Session current, Token token) throws FailedCallException {
        Instant begun = current.now();
        try {
            ServiceAnswer answer = send(request, token.value(), token.secrets());
            current.accepted(token, begun);
            return answer;
        } catch (FailedCallException e) {
            if (e.isOfToken()) {
                current.refused(token, e.response());
            }
            throw e;
        }
    }

    private static ServiceRequest again(ServiceRequest request, FailedCallException refused, Duration pause)
            throws Cielo24Exception {
        Media.Content content = request.content();
        if (content == null) {
            return request;
        }
        if (!content.isRepeatable()) {
            throw refused.toRetryable(
                    request.jobId(),
                    "; the next attempt has a new one, but this media is a stream that can be read once",
                    pause);
        }
        try {
            return request.with(content.again());
        } catch (IOException | RuntimeException e) {
            throw new Cielo24TransportException(
                    request.jobId(), "the media could not be made ready to be sent once more: " + e, e);
        }
    }

    /**
     * @param  token  of the request, or {@code null} for a login
     * @param  hidden secrets to mask
     * @return        a successful answer, to a request that was sent to its last byte
     */
    ServiceAnswer send(ServiceRequest request, String token, Secrets hidden) throws FailedCallException {
        Secrets all = hidden.and(request.secrets());
        OutgoingRequest outgoing = new OutgoingRequest(
                request.label(),
                prefix + request.path(),
                request.target(prefix, token),
                request.headers(),
                body(request));
        Answer answer;
        try {
            answer = sender.send(outgoing);
        } catch (NoAnswerException e) {
            String reason = all.mask(reason(e));
            Throwable cause = all.mask(e.getCause());
            throw e.isEverythingSent()
                    ? FailedCallException.noAnswer(request, reason, cause, e.isLocal())
                    : FailedCallException.notReceived(
                            "the " + request.noun() + " did not reach the service: " + reason, cause, e.isLocal());
        }
        if (!answer.ofService()) {
            throw FailedCallException.notReceived(
                    "the proxy answered " + answer.status() + " and did not connect to the service", null, false);
        }
        return accepted(request, ServiceAnswer.of(answer), answer.everythingSent(), all);
    }

    /** What media says of itself is more than that it could not be read. */
    private static String reason(NoAnswerException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidMediaException) {
                return cause.getMessage();
            }
        }
        return e.getMessage();
    }

    private static UploadBody body(ServiceRequest request) {
        Media.Content content = request.content();
        return content == null
                ? null
                : new UploadBody(
                        content.stream(),
                        content.length(),
                        () -> content.lastLook().at(content.stream()),
                        sent -> request.progress().sent(sent, content.length()));
    }

    private static ServiceAnswer accepted(
            ServiceRequest request, ServiceAnswer answer, boolean everythingSent, Secrets hidden)
            throws FailedCallException {
        int status = answer.status();
        if (status < 300 && everythingSent) {
            return answer;
        }
        ErrorResponse error = answer.error(hidden);
        if (status < 300) {
            throw FailedCallException.answered(
                    Certainty.UNKNOWN,
                    "the service answered " + status + " before it had the whole " + request.noun(),
                    error);
        }
        if (status < 500) {
            throw FailedCallException.answered(
                    Certainty.REFUSED, "the service refused the " + request.noun() + " with " + error, error);
        }
        // who answers so, be it the service or a gateway, may have taken the request all the same
        throw everythingSent
                ? FailedCallException.unclear(request, error)
                : FailedCallException.answered(
                        Certainty.NOT_RECEIVED,
                        "the service answered " + error + " before the whole " + request.noun() + " was sent",
                        error);
    }
}
