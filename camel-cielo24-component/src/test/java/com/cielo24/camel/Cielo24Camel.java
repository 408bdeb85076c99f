package com.cielo24.camel;

import java.util.Map;
import java.util.function.Consumer;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A Camel context whose {@code cielo24} component talks to the peer of a test.
 */
final class Cielo24Camel implements AutoCloseable {

    static final String JOB = "64bea283eff6475ea6596027a6ba0929";
    static final String TOKEN = "7ca5dc5c7cce449fb0fff719307e8f5f";

    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    private Cielo24Camel(String baseUrl, String token, Consumer<Cielo24Component> options) throws Exception {
        this(baseUrl, token, options, context -> {});
    }

    private Cielo24Camel(String baseUrl, String token, Consumer<Cielo24Component> options, Consumer<CamelContext> first)
            throws Exception {
        first.accept(context);
        Cielo24Component component = new Cielo24Component();
        component.getConfiguration().setBaseUrl(baseUrl);
        component.getConfiguration().setApiToken(token);
        options.accept(component);
        context.addComponent("cielo24", component);
        context.start();
        template = context.createProducerTemplate();
    }

    static Cielo24Camel to(Cielo24Simulator service) throws Exception {
        return new Cielo24Camel(service.baseUrl().toString(), service.apiToken(), component -> {});
    }

    static Cielo24Camel to(RawService service) throws Exception {
        return to(service.baseUrl(), component -> {});
    }

    static Cielo24Camel to(String baseUrl, Consumer<Cielo24Component> options) throws Exception {
        return new Cielo24Camel(baseUrl, TOKEN, options);
    }

    /** With something in the context before it starts, and the token of the simulator. */
    static Cielo24Camel to(Cielo24Simulator service, Consumer<CamelContext> first) throws Exception {
        return new Cielo24Camel(service.baseUrl().toString(), service.apiToken(), component -> {}, first);
    }

    static Cielo24Camel to(String baseUrl, Consumer<Cielo24Component> options, Consumer<CamelContext> first)
            throws Exception {
        return new Cielo24Camel(baseUrl, TOKEN, options, first);
    }

    CamelContext context() {
        return context;
    }

    Cielo24Camel withRoutes(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        return this;
    }

    /** Sends to {@code cielo24:addMedia} with a job id; the exchange tells how it went. */
    Exchange add(Object body) {
        return add("cielo24:addMedia", body, Map.of(Cielo24Constants.JOB_ID, JOB));
    }

    Exchange add(String uri, Object body, Map<String, Object> headers) {
        return template.send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    /** The one outcome of an exchange that failed. */
    static Cielo24Exception failure(Exchange exchange) {
        Exception exception = exchange.getException();
        if (exception instanceof CamelExecutionException) {
            exception = (Exception) exception.getCause();
        }
        if (exception instanceof Cielo24Exception outcome) {
            return outcome;
        }
        throw new AssertionError("not one of the four outcomes: " + exception, exception);
    }

    @Override
    public void close() {
        context.stop();
    }
}
