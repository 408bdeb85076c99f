package com.cielo24.client.http;

import java.io.IOException;

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
class RequestExecutor extends HttpRequestExecutor {

    /** Where a request's context holds its {@link Transmission}. */
    static final String TRANSMISSION = "cielo24.transmission";

    /** Where it holds the entity as it is: the request has it wrapped by then. */
    static final String UPLOAD = "cielo24.upload";

    private final Watchdog watchdog;

    RequestExecutor(Watchdog watchdog) {
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
            // the way through a proxy is a part of connecting
            return watchdog.connect(
                    service.base(),
                    context,
                    "opening the tunnel through the proxy",
                    () -> super.execute(request, connection, informationCallback, context));
        }
        service.carry((Transmission) context.getAttribute(TRANSMISSION), (UploadEntity) context.getAttribute(UPLOAD));
        try {
            return super.execute(request, connection, informationCallback, context);
        } catch (IOException e) {
            service.failed(e);
            throw e;
        }
    }
}
