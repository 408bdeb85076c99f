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
 * Passes the request to its connection: the only place in HttpClient that knows both.
 */
class RequestExecutor extends HttpRequestExecutor {

    /** Context attribute with the {@link Transmission} of a request. */
    static final String TRANSMISSION = "cielo24.transmission";

    /** Context attribute with the entity itself, as HttpClient wraps the one in the request. */
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
            // the tunnel through a proxy is part of connecting
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
