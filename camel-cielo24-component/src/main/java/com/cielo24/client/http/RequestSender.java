package com.cielo24.client.http;

import java.io.Closeable;
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
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.Closer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one request to a service and reads one answer. Thread-safe.
 */
public final class RequestSender {

    private static final Logger LOG = LoggerFactory.getLogger(RequestSender.class);

    private final Supplier<Transport> transport;
    private final HttpHost host;
    private final String prefix;
    private final Timeouts timeouts;
    private final RequestConfig requestConfig;

    /**
     * @param transport called for each request, as a component gets a new one when it is restarted; returns
     *                  {@code null} while the component is stopped
     * @param host      of the service
     * @param prefix    the path of the base URL
     * @param timeouts  of each request
     */
    public RequestSender(Supplier<Transport> transport, HttpHost host, String prefix, Timeouts timeouts) {
        this.transport = transport;
        this.host = host;
        this.prefix = prefix;
        this.timeouts = timeouts;
        this.requestConfig = timeouts.requestConfig();
    }

    /**
     * Watches media while it is being prepared.
     *
     * @param abandon closes what is being read, if an interrupt did not help
     * @return        to be notified whenever bytes move, and closed at the end
     * @throws NoAnswerException if there is no transport
     */
    public Preparation prepare(Closeable abandon) throws NoAnswerException {
        return new Preparation(started().watchdog(), abandon, timeouts.stall());
    }

    private Transport started() throws NoAnswerException {
        Transport started = transport.get();
        if (started == null) {
            throw new NoAnswerException("the component has not been started", null, false, false, false);
        }
        return started;
    }

    /**
     * @param  request to be sent once
     * @return         the answer, of the service or of a proxy
     * @throws NoAnswerException if there is none
     */
    public Answer send(Request request) throws NoAnswerException {
        Transport client = started();
        Transmission transmission = new Transmission(request, request.target(prefix), timeouts);
        ClassicHttpRequest message = new CancellableRequest(
                request.upload() == null ? Method.GET : Method.POST, host, prefix + request.path(), transmission);
        message.setHeader(HttpHeaders.ACCEPT, request.reader() == null ? "application/json" : "*/*");
        if (request.upload() != null) {
            message.setEntity(new UploadEntity(request.upload(), transmission));
        }
        LOG.debug("{} {} of {} bytes to {}", message.getMethod(), request.path(), request.size(), host);
        Answer answer = exchange(client, message, transmission, request.reader());
        LOG.debug("{} was answered with {}", request.path(), answer.status());
        return answer;
    }

    private Answer exchange(Transport client, ClassicHttpRequest message, Transmission transmission, BodyReader reader)
            throws NoAnswerException {
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(requestConfig);
        context.setAttribute(RequestExecutor.TRANSMISSION, transmission);
        context.setAttribute(RequestExecutor.UPLOAD, message.getEntity());
        client.watchdog().watch(transmission);
        try {
            return read(client.httpClient().executeOpen(host, message, context), transmission, reader);
        } catch (IOException | RuntimeException e) {
            throw broken(transmission, e);
        } catch (Error e) {
            // HttpClient does not return the connection to the pool in this case
            transmission.release();
            throw e;
        } finally {
            client.watchdog().forget(transmission);
            transmission.end();
        }
    }

    private static Answer read(ClassicHttpResponse response, Transmission transmission, BodyReader reader)
            throws NoAnswerException {
        boolean whole = false;
        try {
            Answer answer = reader == null || response.getCode() >= HttpStatus.SC_REDIRECTION
                    ? Answer.read(response, transmission)
                    : Answer.read(response, transmission, reader);
            whole = answer.whole();
            return answer;
        } catch (IOException | RuntimeException e) {
            String reason = transmission.isGivenUp() ? transmission.givenUp() : reason(e);
            throw NoAnswerException.unreadable(reason, e, transmission.isStopped());
        } finally {
            if (!whole) {
                // a close would read on, however long the answer is
                transmission.abandon();
            }
            // the service has answered, so a failing close does not matter
            Closer.closeQuietly(response);
        }
    }

    private NoAnswerException broken(Transmission transmission, Exception e) {
        boolean poolIsFull = e instanceof ConnectionRequestTimeoutException;
        String reason = transmission.isGivenUp() ? transmission.givenUp() : poolIsFull ? poolIsFull() : reason(e);
        boolean unreachable = e instanceof IOException && !transmission.isBegun();
        return new NoAnswerException(
                reason, e, transmission.isSentBefore(e), transmission.isStopped() || poolIsFull, unreachable);
    }

    private String poolIsFull() {
        return "no pooled connection became free within "
                + timeouts.connectionRequest().toMillis()
                + " ms (connectionRequestTimeout); allow more connections"
                + " (connectionsPerRoute, maxTotalConnections) or send fewer requests at a time";
    }

    static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Receives from HttpClient what frees the resources of the request, even while its thread is stuck. */
    private static final class CancellableRequest extends BasicClassicHttpRequest implements CancellableDependency {

        private static final long serialVersionUID = 1L;

        private final transient Transmission transmission;

        CancellableRequest(Method method, HttpHost host, String path, Transmission transmission) {
            super(method, host, path);
            this.transmission = transmission;
        }

        @Override
        public void setDependency(Cancellable dependency) {
            transmission.setResources(dependency);
        }

        @Override
        public boolean isCancelled() {
            return transmission.isGivenUp();
        }

        @Override
        public boolean cancel() {
            transmission.release();
            return true;
        }
    }
}
