package com.cielo24.client.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.InvalidMediaException;
import com.cielo24.client.Media;
import com.cielo24.client.MediaUrl;
import com.cielo24.client.UploadProgress;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.BrokenMediaException;
import com.cielo24.client.http.NoAnswerException;
import com.cielo24.client.http.Preparation;
import com.cielo24.client.http.Request;
import com.cielo24.client.http.RequestSender;
import com.cielo24.client.http.UploadBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the service with the token of a session, and decides what is certain about each failed call. One call sends one
 * request, with one exception: if the service refuses the token of a session, the request is sent once more with a new
 * token. That is safe, as the service refused the whole first request. Thread-safe.
 */
public final class ServiceCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);

    private final RequestSender sender;
    private final Supplier<Session> session;

    /**
     * @param session called for each call of the service
     */
    public ServiceCalls(RequestSender sender, Supplier<Session> session) {
        this.sender = sender;
        this.session = session;
    }

    /** As {@link Session#require}. */
    public void requireToken(String jobId) throws Cielo24Exception {
        session.get().require(jobId);
    }

    /** Opens media. Gives up if no byte moves for the stall timeout. */
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
                // other people's streams may throw anything
                if (e instanceof SpoolException && !preparation.isGivenUp()) {
                    throw new Cielo24TransportException(jobId, e.getMessage(), e.getCause());
                }
                String reason = preparation.isGivenUp() ? preparation.givenUp() : e.toString();
                throw Cielo24TransportException.local(jobId, "the media could not be opened: " + reason, e);
            }
        } catch (NoAnswerException e) {
            throw Cielo24TransportException.local(jobId, "nothing was sent: " + e.getMessage(), null);
        }
    }

    /**
     * @param  jobId the job, for messages; {@code null} if there is none
     * @return       a successful answer
     */
    public Answer send(String jobId, Request request) throws Cielo24Exception {
        return send(jobId, request, null, UploadProgress.NONE);
    }

    /**
     * Sends media.
     *
     * @param  jobId the job
     * @return       a successful answer
     */
    public Answer send(String jobId, String path, Media.Content content, UploadProgress progress)
            throws Cielo24Exception {
        Request request = new Request("media", path, Map.of("job_id", jobId), Map.of(), body(content, progress), null);
        return send(jobId, request, content, progress);
    }

    private Answer send(String jobId, Request request, Media.Content content, UploadProgress progress)
            throws Cielo24Exception {
        Session current = session.get();
        Token token = current.token(this, jobId);
        try {
            return send(request, current, token);
        } catch (FailedCallException e) {
            if (!e.isTokenRefused() || !current.isRenewable()) {
                throw e.toException(jobId);
            }
            Request again =
                    content == null ? request : request.with(body(again(jobId, content, e, current.pause()), progress));
            Token renewed = current.token(this, jobId);
            LOG.debug("The service refused the token for job {}; sending once more with a new one", jobId);
            current.resent();
            return sendAgain(jobId, again, current, renewed);
        }
    }

    /** A service that refuses a new token may accept one later; nothing is wrong with the request. */
    private Answer sendAgain(String jobId, Request request, Session current, Token token) throws Cielo24Exception {
        try {
            return send(request, current, token);
        } catch (FailedCallException e) {
            throw e.isTokenRefused()
                    ? e.toRetryable(jobId, "; the service refuses tokens that it has just issued", current.pause())
                    : e.toException(jobId);
        }
    }

    private Answer send(Request request, Session current, Token token) throws FailedCallException {
        Instant begun = current.now();
        try {
            Answer answer = send(request, token);
            current.accepted(token, begun);
            return answer;
        } catch (FailedCallException e) {
            if (e.isTokenRefused()) {
                current.refused(token, e.response());
            }
            throw e;
        }
    }

    private static Media.Content again(String jobId, Media.Content content, FailedCallException refused, Duration pause)
            throws Cielo24Exception {
        if (!content.isRepeatable()) {
            throw refused.toRetryable(
                    jobId,
                    "; the next attempt uses a new token, but this media is a stream that can be read only once",
                    pause);
        }
        try {
            return content.reopen();
        } catch (IOException | RuntimeException e) {
            throw Cielo24TransportException.local(jobId, "the media could not be opened again: " + e, e);
        }
    }

    private static UploadBody body(Media.Content content, UploadProgress progress) {
        return new UploadBody(
                content.stream(),
                content.length(),
                () -> content.lastCheck().verify(content.stream()),
                sent -> progress.sent(sent, content.length()));
    }

    /** Sends a request with a given token. */
    Answer send(Request request, Token token) throws FailedCallException {
        return send(request.with("api_token", token.value()), token.secrets());
    }

    /**
     * @param  secrets to mask, in addition to those in media URLs
     * @return         a successful answer to a request that was sent to its last byte
     */
    Answer send(Request request, Secrets secrets) throws FailedCallException {
        Secrets all = secrets.and(secrets(request));
        Answer answer;
        try {
            answer = sender.send(request);
        } catch (NoAnswerException e) {
            String reason = all.mask(reason(e));
            Throwable cause = all.mask(e.getCause());
            boolean local = e.isLocal() || isBrokenMedia(e.getCause());
            throw e.isEverythingSent()
                    ? FailedCallException.noAnswer(
                            request,
                            (e.isUnreadable() ? "its answer could not be read: " : "no answer came: ") + reason,
                            cause,
                            local)
                    : FailedCallException.notReceived(
                            "the " + request.noun() + " did not reach the service: " + reason,
                            cause,
                            local,
                            e.isUnreachable());
        }
        if (!answer.fromService()) {
            throw FailedCallException.notReceived(
                    "the proxy answered " + answer.status() + " and did not connect to the service", null, false, true);
        }
        return Answers.requireSuccess(request, answer, all);
    }

    private static boolean isBrokenMedia(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BrokenMediaException) {
                return true;
            }
        }
        return false;
    }

    /** Any parameter, even an external id or a name, may be a media URL, and a URL may be signed. */
    private static List<String> secrets(Request request) {
        return request.parameters().entrySet().stream()
                .filter(parameter -> MediaUrl.looksLike(parameter.getValue()))
                .flatMap(parameter -> parameter.getKey().equals(Transcriptions.CALLBACK)
                        ? MediaUrl.callbackSecrets(parameter.getValue()).stream()
                        : MediaUrl.secrets(parameter.getValue()).stream())
                .toList();
    }

    /** The message of invalid media says more than that it could not be read. */
    private static String reason(NoAnswerException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidMediaException) {
                return cause.getMessage();
            }
        }
        return e.getMessage();
    }
}
