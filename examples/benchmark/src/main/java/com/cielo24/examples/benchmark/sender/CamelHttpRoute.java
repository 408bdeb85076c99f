package com.cielo24.examples.benchmark.sender;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;

/**
 * Plain camel-http, as good as it can be made for this: it has a connection for each sender, as the component has, and is
 * told to POST, which it would not do by itself.
 */
final class CamelHttpRoute extends RouteBuilder {

    private static final String QUERY = "v=1&api_token=" + Way.TOKEN + "&job_id=" + Way.JOB;

    private final URI service;

    CamelHttpRoute(URI service) {
        this.service = service;
    }

    @Override
    public void configure() {
        HttpComponent http = new HttpComponent();
        http.setMaxTotalConnections(200);
        http.setConnectionsPerRoute(200);
        getContext().addComponent("http", http);

        from("direct:upload")
                .setHeader(Exchange.HTTP_QUERY, constant(QUERY))
                .to(service + "/api/job/add_media?httpMethod=POST")
                .convertBodyTo(String.class);
        from("direct:url")
                .process(exchange -> {
                    String url = exchange.getMessage().removeHeader("url").toString();
                    exchange.getMessage()
                            .setHeader(
                                    Exchange.HTTP_QUERY,
                                    QUERY + "&media_url=" + URLEncoder.encode(url, StandardCharsets.UTF_8));
                })
                .to(service + "/api/job/add_media?httpMethod=GET")
                .convertBodyTo(String.class);
    }
}
