package com.cielo24.examples.benchmark.sender;

import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A route with {@code direct:upload} and {@code direct:url}, whose answer is the body. */
final class CamelWay implements Way {

    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    /**
     * @param jmx whether to register with JMX, as Camel does where camel-management is on the class path
     */
    CamelWay(RouteBuilder route, boolean jmx) throws Exception {
        if (!jmx) {
            context.disableJMX();
        }
        context.addRoutes(route);
        context.start();
        template = context.createProducerTemplate();
    }

    @Override
    public void upload(Path file) {
        template.requestBody("direct:upload", file.toFile(), String.class);
    }

    @Override
    public void addUrl(String url) {
        template.requestBodyAndHeaders("direct:url", null, Map.of("url", url), String.class);
    }

    @Override
    public void close() {
        context.stop();
    }
}
