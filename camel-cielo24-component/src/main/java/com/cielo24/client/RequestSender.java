package com.cielo24.client;

import java.io.IOException;
import java.util.function.Supplier;

import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request, reads one answer, and ends in one of the four outcomes: what all calls of the service share. Safe for
 * any number of threads.
 */
final class RequestSender {

    private static final Logger LOG = LoggerFactory.getLogger(RequestSender.class);

    private final Supplier<ServiceHttp> http;
    private final Cielo24Settings settings;
    private final RequestConfig requestConfig;

    @SuppressWarnings("deprecation") // the timeout for connecting differs by endpoint, while the pool is shared
    RequestSender(Supplier<ServiceHttp> http, Cielo24Settings settings) {
        this.http = http;
        this.settings = settings;
        this.requestConfig = RequestConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                .setConnectionRequestTimeout(Timeout.of(settings.connectionRequestTimeout()))
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /**
     * Opens media, within {@link Cielo24Settings#stallTimeout()} of its last move.
     */
    Media.Content open(String jobId, Media.Upload upload) throws Cielo24Exception {
        try (Opening opening = new Opening(started(jobId).watchdog(), upload, settings.stallTimeout())) {
            try {
                return upload.open(opening);
            } catch (InvalidMediaException e) {
                throw new Cielo24InvalidRequestException(jobId, e.getMessage());
            } catch (IOException | RuntimeException e) {
                // streams and caches of others throw whatever they like
                String reason = opening.isGivenUp() ? opening.givenUp() : e.toString();
                throw new Cielo24TransportException(jobId, "the media could not be made ready: " + reason, e);
            }
        }
    }

    private ServiceHttp started(String jobId) throws Cielo24TransportException {
        ServiceHttp started = http.get();
        if (started == null) {
            throw new Cielo24TransportException(jobId, "nothing was sent: the component has not been started", null);
        }
        return started;
    }

    /**
     * @param  token  of the request, or {@code null} for a login
     * @param  hidden secrets to mask
     * @return        a successful answer, to a request that was sent to its last byte
     */
    ServiceAnswer send(ServiceRequest request, ApiToken token, Secrets hidden) throws Cielo24Exception {
        ServiceHttp client = started(request.jobId());
        String path = settings.address().path(request.path());
        Transmission transmission =
                new Transmission(RequestTarget.of(path, token, request.parameters()), request, settings);
        UploadEntity upload = request.content() == null ? null : new UploadEntity(request.content(), transmission);
        ClassicHttpRequest message = new CancellableRequest(
                upload == null ? Method.GET : Method.POST, settings.address().host(), path, transmission);
        message.setHeader(HttpHeaders.ACCEPT, "application/json");
        message.setEntity(upload);
        LOG.debug(
                "{}{} {} of {} bytes to {}",
                request.label(),
                message.getMethod(),
                request.path(),
                request.size(),
                settings.address());
        Secrets all = hidden.and(request.secrets());
        ServiceAnswer answer = exchange(client, request, message, transmission, all);
        if (!transmission.isBegun()) {
            throw new Cielo24TransportException(
                    request.jobId(),
                    "the proxy answered " + answer.status() + " and did not connect to the service",
                    null);
        }
        LOG.debug("{}the service answered {}", request.label(), answer.status());
        return accepted(request, answer, transmission.isSent(), all);
    }

    private ServiceAnswer exchange(
            ServiceHttp client,
            ServiceRequest request,
            ClassicHttpRequest message,
            Transmission transmission,
            Secrets hidden)
            throws Cielo24Exception {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(requestConfig);
        context.setAttribute(ServiceRequestExecutor.TRANSMISSION, transmission);
        context.setAttribute(ServiceRequestExecutor.UPLOAD, message.getEntity());
        client.watchdog().watch(transmission);
        try {
            ClassicHttpResponse response =
                    client.httpClient().executeOpen(settings.address().host(), message, context);
            ServiceAnswer answer = ServiceAnswer.read(response);
            if (!answer.whole()) {
                // closing would read on, however much that is
                transmission.abandon();
            }
            // the service has said its word, however the connection ends
            Closer.closeQuietly(response);
            return answer;
        } catch (IOException | RuntimeException e) {
            throw broken(request, transmission, hidden, e);
        } catch (Error e) {
            // HttpClient leaves such a request its place in the pool
            transmission.freePlace();
            throw e;
        } finally {
            client.watchdog().forget(transmission);
            transmission.end();
        }
    }

    private Cielo24Exception broken(ServiceRequest request, Transmission transmission, Secrets hidden, Exception e) {
        String reason = transmission.isGivenUp() ? transmission.givenUp() : hidden.mask(reason(e));
        if (transmission.isSentBefore(e)) {
            return new Cielo24UnknownOutcomeException(
                    request.jobId(), "everything was sent, but no answer came: " + reason, hidden.mask(e));
        }
        Cielo24TransportException broken = new Cielo24TransportException(
                request.jobId(), "the " + request.noun() + " did not reach the service: " + reason, hidden.mask(e));
        boolean local = transmission.isStopped() || e instanceof ConnectionRequestTimeoutException;
        return local ? broken.asLocal() : broken;
    }

    private String reason(Exception e) {
        if (e instanceof ConnectionRequestTimeoutException) {
            return "no connection of the pool became free within "
                    + settings.connectionRequestTimeout().toMillis()
                    + " ms (connectionRequestTimeout); allow more at once"
                    + " (connectionsPerRoute, maxTotalConnections) or send fewer";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static ServiceAnswer accepted(
            ServiceRequest request, ServiceAnswer answer, boolean everythingSent, Secrets hidden)
            throws Cielo24Exception {
        int status = answer.status();
        if (status < 300 && everythingSent) {
            return answer;
        }
        if (status < 300) {
            throw new Cielo24UnknownOutcomeException(
                    request.jobId(),
                    "the service answered " + status + " before it had the whole " + request.noun(),
                    null);
        }
        ErrorResponse refusal = ErrorResponse.of(answer, hidden);
        if (status >= 500) {
            // who answers so, be it the service or a gateway, may have taken the request all the same
            throw everythingSent
                    ? new Cielo24UnknownOutcomeException(
                            request.jobId(),
                            "everything was sent, but the service answered " + refusal,
                            null,
                            refusal.retryAfter())
                    : new Cielo24TransportException(
                            request.jobId(),
                            "the service answered " + refusal + " before the whole " + request.noun() + " was sent",
                            null,
                            refusal.retryAfter());
        }
        throw Cielo24ServiceException.of(request.jobId(), request.noun(), refusal);
    }

    /** HttpClient says here how to free what the request holds, whatever its thread is stuck in. */
    private static final class CancellableRequest extends BasicClassicHttpRequest implements CancellableDependency {

        private static final long serialVersionUID = 1L;

        private final transient Transmission transmission;

        CancellableRequest(Method method, HttpHost host, String path, Transmission transmission) {
            super(method, host, path);
            this.transmission = transmission;
        }

        @Override
        public void setDependency(Cancellable dependency) {
            transmission.holds(dependency);
        }

        @Override
        public boolean isCancelled() {
            return transmission.isGivenUp();
        }

        @Override
        public boolean cancel() {
            transmission.freePlace();
            return true;
        }
    }
}
