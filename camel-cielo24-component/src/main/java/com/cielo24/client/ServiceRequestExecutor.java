package com.cielo24.client;

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
final class ServiceRequestExecutor extends HttpRequestExecutor {

    /** Where a request's context holds its {@link Transmission}. */
    static final String TRANSMISSION = "cielo24.transmission";

    /** Where it holds the entity as it is: the request has it wrapped by then. */
    static final String UPLOAD = "cielo24.upload";

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informationCallback,
            HttpContext context)
            throws IOException, HttpException {
        // not for the CONNECT that opens a tunnel through a proxy
        if (!Method.CONNECT.isSame(request.getMethod())) {
            ((ServiceConnection) connection).carry((Transmission) context.getAttribute(TRANSMISSION), (UploadEntity)
                    context.getAttribute(UPLOAD));
        }
        return super.execute(request, connection, informationCallback, context);
    }
}
