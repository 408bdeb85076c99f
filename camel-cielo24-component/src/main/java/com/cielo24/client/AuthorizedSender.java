package com.cielo24.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request with a token. One exchange is one request, with this one exception: where the service refuses the
 * token of a session, the request is sent once more with a new one. That is safe, as the first was refused as a whole.
 */
final class AuthorizedSender {

    private static final Logger LOG = LoggerFactory.getLogger(AuthorizedSender.class);

    private final RequestSender sender;
    private final Supplier<? extends ApiTokens> tokens;

    /**
     * @param tokens asked for at each request
     */
    AuthorizedSender(RequestSender sender, Supplier<? extends ApiTokens> tokens) {
        this.sender = sender;
        this.tokens = tokens;
    }

    /** As {@link ApiTokens#require}. */
    void requireToken(String jobId) throws Cielo24Exception {
        tokens.get().require(jobId);
    }

    Media.Content open(String jobId, Media.Upload upload) throws Cielo24Exception {
        return sender.open(jobId, upload);
    }

    /**
     * @return an answer that says yes
     */
    ServiceAnswer send(ServiceRequest request) throws Cielo24Exception {
        ApiTokens source = tokens.get();
        ApiToken token = source.current(sender, request.jobId());
        try {
            return send(request, source, token);
        } catch (Cielo24ServiceException e) {
            if (!e.errorResponse().isOfToken() || !(source instanceof Session session)) {
                throw e;
            }
            ServiceRequest again = again(request, e, session.pause());
            ApiToken renewed = session.current(sender, request.jobId());
            LOG.debug("{}the service refused the token; once more with a new one", request.label());
            session.resent();
            return sendAgain(again, session, renewed);
        }
    }

    /** A service that refuses its newest token may be better later; nothing is wrong with the request. */
    private ServiceAnswer sendAgain(ServiceRequest request, Session session, ApiToken token) throws Cielo24Exception {
        try {
            return send(request, session, token);
        } catch (Cielo24ServiceException e) {
            throw e.errorResponse().isOfToken()
                    ? e.asRetryable("; the service refuses tokens that it has just issued", session.pause())
                    : e;
        }
    }

    private ServiceAnswer send(ServiceRequest request, ApiTokens source, ApiToken token) throws Cielo24Exception {
        Instant begun = source.now();
        try {
            ServiceAnswer answer = sender.send(request, token, token.secrets());
            source.used(token, begun);
            return answer;
        } catch (Cielo24ServiceException e) {
            if (e.errorResponse().isOfToken()) {
                source.refused(token, e.errorResponse());
            }
            throw e;
        }
    }

    private static ServiceRequest again(ServiceRequest request, Cielo24ServiceException refused, Duration pause)
            throws Cielo24Exception {
        Media.Content content = request.content();
        if (content == null) {
            return request;
        }
        if (!content.isRepeatable()) {
            throw refused.asRetryable(
                    "; the next attempt has a new one, but this media is a stream that can be read once", pause);
        }
        try {
            return request.with(content.again());
        } catch (IOException | RuntimeException e) {
            throw new Cielo24TransportException(
                    request.jobId(), "the media could not be made ready to be sent once more: " + e, e);
        }
    }
}
