package com.cielo24.examples.benchmark;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.springframework.jms.connection.CachingConnectionFactory;

/** {@code direct:upload} and {@code direct:url}, which send a file or a URL and return when the service has answered. */
final class Routes {

    static final String PATH = "/api/job/add_media";
    static final String TOKEN = "7ca5dc5c7cce449fb0fff719307e8f5f";

    /** As good as any: the receiver takes all. */
    private static final String JOB = "64bea283eff6475ea6596027a6ba0929";

    static final String QUERY = "v=1&api_token=" + TOKEN + "&job_id=" + JOB;

    private Routes() {}

    /** What is measured, as everyone gets it: no option is set but those that say where the service is. */
    static void component(RouteBuilder routes, String service) {
        String addMedia = "cielo24:addMedia?baseUrl=" + service + "&apiToken=" + TOKEN + "&jobId=" + JOB;
        routes.from("direct:upload").to(addMedia);
        routes.from("direct:url").to(addMedia);
    }

    /** Plain camel-http, as good as it can be made: with a connection for each sender, and told to POST. */
    static void camelHttp(RouteBuilder routes, String service) {
        String http = service + PATH + "?maxTotalConnections=200&connectionsPerRoute=200&httpMethod=";
        routes.from("direct:upload")
                .setHeader(Exchange.HTTP_QUERY, routes.constant(QUERY))
                .to(http + "POST")
                .convertBodyTo(String.class);
        routes.from("direct:url")
                .setHeader(Exchange.HTTP_QUERY)
                .message(url ->
                        QUERY + "&media_url=" + URLEncoder.encode(url.getBody(String.class), StandardCharsets.UTF_8))
                .setBody(routes.constant((Object) null))
                .to(http + "GET")
                .convertBodyTo(String.class);
    }

    /** The floor: the system itself moves the bytes from the file to the network ({@code sendfile}). */
    static void transferTo(RouteBuilder routes, String service) {
        routes.from("direct:upload").process(exchange -> {
            transfer(exchange.getMessage().getBody(File.class).toPath(), URI.create(service));
            exchange.getMessage().setBody("");
        });
    }

    private static void transfer(Path file, URI service) throws IOException {
        try (FileChannel media = FileChannel.open(file);
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(service.getHost(), service.getPort()))) {
            long size = media.size();
            channel.write(StandardCharsets.ISO_8859_1.encode("POST " + PATH + "?" + QUERY + " HTTP/1.1\r\nHost: "
                    + service.getAuthority() + "\r\nContent-Length: " + size + "\r\n\r\n"));
            for (long sent = 0; sent < size; ) {
                sent += media.transferTo(sent, size - sent, channel);
            }
            if (channel.read(ByteBuffer.allocate(4096)) == -1) {
                throw new EOFException("no answer");
            }
        }
    }

    /** The worker of the message queue without all that it is for: its broker, consumers and transactions are the same. */
    static void jms(RouteBuilder routes, String broker) {
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(broker);
        artemis.setConsumerWindowSize(0);
        artemis.setCacheDestinations(true);
        CachingConnectionFactory connections = new CachingConnectionFactory(artemis);
        connections.setCacheConsumers(false);
        routes.bindToRegistry("connections", connections);
        String transacted = "?transacted=true&lazyCreateTransactionManager=false&cacheLevelName=CACHE_CONSUMER"
                + "&concurrentConsumers=" + Queue.CONSUMERS;
        routes.from("jms:" + Queue.BARE + transacted).to("jms:" + Queue.BARE + ".added?transacted=true");
    }

    /** Events, meters, health and the dev console, which somebody reads once a second. */
    static void operate(CamelContext context) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        context.getRegistry().bind("meters", meters);
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                // Camel creates all events as soon as somebody listens
            }
        });
        context.getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(context, "operator")
                .scheduleAtFixedRate(() -> look(context, meters), 1, 1, TimeUnit.SECONDS);
    }

    private static void look(CamelContext context, PrometheusMeterRegistry meters) {
        meters.scrape();
        HealthCheckHelper.invokeReadiness(context, "full");
        context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("cielo24")
                .call(DevConsole.MediaType.JSON);
    }
}
