package com.cielo24.camel;

import java.util.function.Consumer;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.io.CloseMode;

/**
 * An HTTP client that camel-http creates from the options of a component, such as a proxy and its credentials.
 */
final class CamelHttp implements AutoCloseable {

    private final HttpComponent component = new HttpComponent();
    private final HttpEndpoint endpoint;
    private final HttpClientConnectionManager connections;

    /**
     * @param options     with the proxy options
     * @param connections used by the client
     * @param configurer  applied last
     */
    CamelHttp(
            Cielo24Component options, HttpClientConnectionManager connections, Consumer<HttpClientBuilder> configurer) {
        this.connections = connections;
        component.setCamelContext(options.getCamelContext());
        component.setClientConnectionManager(connections);
        component.setHttpClientConfigurer(configurer::accept);
        component.setProxyHost(options.getProxyHost());
        component.setProxyPort(options.getProxyPort());
        component.setProxyAuthScheme(options.getProxyAuthScheme());
        component.setProxyAuthUsername(options.getProxyAuthUsername());
        component.setProxyAuthPassword(options.getProxyAuthPassword());
        component.setNonProxyHosts(options.getNonProxyHosts());
        try {
            ServiceHelper.startService(component);
            endpoint = (HttpEndpoint)
                    component.createEndpoint(options.getConfiguration().getBaseUrl());
            ServiceHelper.startService(endpoint);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    HttpClient client() {
        return endpoint.getHttpClient();
    }

    @Override
    public void close() {
        // camel-http logs at INFO when it closes them: also for each readiness check
        component.setClientConnectionManager(null);
        connections.close(CloseMode.GRACEFUL);
        ServiceHelper.stopAndShutdownServices(endpoint, component);
    }
}
