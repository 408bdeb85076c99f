package com.cielo24.client;

import java.io.IOException;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request with a token. One exchange is one request, with this one exception: where the service refuses the
 * token of a session, the request is sent once more with a new one. That is safe, as the first was refused as a whole.
 */
final class AuthorizedSender {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorizedSender.class);
    private static final String BAD_TOKEN = "BAD_API_TOKEN";

    private final RequestSender sender;
    private final ApiTokens tokens;

    AuthorizedSender(RequestSender sender, ApiTokens tokens) {
        this.sender = sender;
        this.tokens = tokens;
    }

    /** Says early what would make every request invalid. */
    void requireToken(String jobId) throws Cielo24InvalidRequestException {
        tokens.require(jobId);
    }

    Media.Content open(String jobId, Media.Upload upload) throws Cielo24Exception {
        return sender.open(jobId, upload);
    }

    /**
     * @return an answer that says yes
     */
    ServiceAnswer send(ServiceRequest request) throws Cielo24Exception {
        ApiToken token = tokens.current(sender, request.jobId());
        try {
            return send(request, token);
        } catch (Cielo24ServiceException e) {
            if (!isTokenRefused(e) || !(tokens instanceof Session session)) {
                throw e;
            }
            ServiceRequest again = again(request, e);
            ApiToken renewed = session.current(sender, request.jobId());
            LOG.debug("{}the service refused the token; once more with a new one", request.label());
            session.resent();
            return sendAgain(again, renewed);
        }
    }

    /** A service that refuses its newest token may be better later; nothing is wrong with the request. */
    private ServiceAnswer sendAgain(ServiceRequest request, ApiToken token) throws Cielo24Exception {
        try {
            return send(request, token);
        } catch (Cielo24ServiceException e) {
            throw isTokenRefused(e) ? e.asRetryable("; so it did with the token before") : e;
        }
    }

    private ServiceAnswer send(ServiceRequest request, ApiToken token) throws Cielo24Exception {
        Instant begun = tokens.now();
        try {
            ServiceAnswer answer = sender.send(request, token, token.secrets());
            tokens.used(token, begun);
            return answer;
        } catch (Cielo24ServiceException e) {
            if (isTokenRefused(e)) {
                tokens.refused(token);
            }
            throw e;
        }
    }

    private static ServiceRequest again(ServiceRequest request, Cielo24ServiceException refused)
            throws Cielo24Exception {
        Media.Content content = request.content();
        if (content == null) {
            return request;
        }
        if (!content.isRepeatable()) {
            throw refused.asRetryable(
                    "; the next attempt has a new one, but this media is a stream that can be read once");
        }
        try {
            return request.with(content.again());
        } catch (IOException | RuntimeException e) {
            throw new Cielo24TransportException(
                    request.jobId(), "the media could not be made ready to be sent once more: " + e, e);
        }
    }

    private static boolean isTokenRefused(Cielo24ServiceException e) {
        return BAD_TOKEN.equals(e.getErrorType());
    }
}
