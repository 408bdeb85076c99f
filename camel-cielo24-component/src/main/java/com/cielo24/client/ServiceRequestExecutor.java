package com.cielo24.client;

import java.io.IOException;
import java.time.Duration;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Tells the connection what it carries; the only place in HttpClient that knows both.
 */
class ServiceRequestExecutor extends HttpRequestExecutor {

    /** Where a request's context holds its {@link Transmission}. */
    static final String TRANSMISSION = "cielo24.transmission";

    /** Where it holds the entity as it is: the request has it wrapped by then. */
    static final String UPLOAD = "cielo24.upload";

    private final Watchdog watchdog;

    ServiceRequestExecutor(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        ServiceConnection service = (ServiceConnection) connection;
        if (Method.CONNECT.isSame(request.getMethod())) {
            return openTunnel(request, service, informationCallback, context);
        }
        service.carry((Transmission) context.getAttribute(TRANSMISSION), (UploadEntity) context.getAttribute(UPLOAD));
        try {
            return super.execute(request, connection, informationCallback, context);
        } catch (IOException e) {
            service.failed(e);
            throw e;
        }
    }

    /** The way through a proxy is a part of connecting. */
    @SuppressWarnings("deprecation") // the timeout for connecting differs by endpoint, while the pool is shared
    private ClassicHttpResponse openTunnel(
            ClassicHttpRequest request,
            ServiceConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        Duration timeout = HttpClientContext.cast(context)
                .getRequestConfigOrDefault()
                .getConnectTimeout()
                .toDuration();
        try (Watchdog.Deadline deadline = watchdog.closeAfter(connection.base(), timeout)) {
            try {
                return super.execute(request, connection, informationCallback, context);
            } catch (IOException e) {
                throw deadline.inTime(e, "opening the tunnel through the proxy");
            }
        }
    }
}
