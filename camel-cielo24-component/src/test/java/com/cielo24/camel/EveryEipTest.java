package com.cielo24.camel;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.saga.InMemorySagaService;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint in each EIP that sends. Some of them make their producers while the context is initialized, before the
 * component is started; so does Camel Main, which also configures the component by itself.
 */
@WithJmx
class EveryEipTest {

    private static final String ADD = "cielo24:addMedia?jobId=" + JOB;
    private static final String MEDIA_URL = "https://media.example.com/a.mp4";

    /** A route from {@code direct:in} that sends what it gets to {@link #ADD}. */
    private interface Eip {
        void in(RouteBuilder routes) throws Exception;
    }

    static Stream<Arguments> eips() {
        return Stream.of(
                eip("to", routes -> routes.from("direct:in").to(ADD)),
                eip("toD", routes -> routes.from("direct:in").toD("cielo24:addMedia?jobId=${header.job}")),
                eip("lazyStartProducer", routes -> routes.from("direct:in").to(ADD + "&lazyStartProducer=true")),
                eip("pipeline", routes -> routes.from("direct:in")
                        .pipeline()
                        .to("log:before")
                        .to(ADD)
                        .end()),
                eip(
                        "split",
                        routes -> routes.from("direct:in").split(routes.body()).to(ADD)),
                eip("split, parallel, streaming, in steps", routes -> routes.from("direct:in")
                        .split(routes.body())
                        .parallelProcessing()
                        .streaming()
                        .to("log:before")
                        .to(ADD)
                        .end()),
                eip("multicast", routes -> routes.from("direct:in").multicast().to("log:beside", ADD)),
                eip("multicast, parallel, of pipelines", routes -> routes.from("direct:in")
                        .multicast()
                        .parallelProcessing()
                        .pipeline()
                        .to("log:before")
                        .to(ADD)
                        .end()
                        .pipeline()
                        .to("log:beside")
                        .end()
                        .end()),
                eip("loadBalance", routes -> routes.from("direct:in")
                        .loadBalance()
                        .roundRobin()
                        .to(ADD)
                        .end()),
                eip("loadBalance, failover", routes -> routes.from("direct:in")
                        .loadBalance()
                        .failover()
                        .to("direct:nobody?block=false", ADD)
                        .end()),
                eip("recipientList", routes -> routes.from("direct:in").recipientList(routes.constant(ADD))),
                eip("routingSlip", routes -> routes.from("direct:in").routingSlip(routes.constant(ADD))),
                eip("dynamicRouter", routes -> routes.from("direct:in")
                        .dynamicRouter(routes.method(new Once(), "next"))),
                eip("enrich", routes -> routes.from("direct:in").enrich(ADD)),
                eip("wireTap", routes -> routes.from("direct:in").wireTap(ADD)),
                eip("deadLetterChannel", routes -> {
                    routes.errorHandler(routes.deadLetterChannel(ADD));
                    routes.from("direct:in").throwException(IllegalStateException.class, "for the dead letters");
                }),
                eip("onException", routes -> {
                    routes.onException(IllegalStateException.class)
                            .handled(true)
                            .to(ADD);
                    routes.from("direct:in").throwException(IllegalStateException.class, "handled");
                }),
                eip("onCompletion", routes -> {
                    routes.onCompletion().to(ADD);
                    routes.from("direct:in").to("log:before");
                }),
                eip("intercept", routes -> {
                    routes.intercept().to(ADD);
                    routes.from("direct:in").to("log:intercepted");
                }),
                eip("interceptFrom", routes -> {
                    routes.interceptFrom("direct:in").to(ADD);
                    routes.from("direct:in").to("log:after");
                }),
                eip("interceptSendToEndpoint", routes -> {
                    routes.interceptSendToEndpoint("mock:elsewhere").to(ADD);
                    routes.from("direct:in").to("mock:elsewhere");
                }),
                eip("interceptSendToEndpoint of ours", routes -> {
                    routes.interceptSendToEndpoint("cielo24:*").to("log:before");
                    routes.from("direct:in").to(ADD);
                }),
                eip("doTry", routes -> routes.from("direct:in")
                        .doTry()
                        .to(ADD)
                        .doCatch(Exception.class)
                        .to("log:caught")
                        .end()),
                eip("doCatch", routes -> routes.from("direct:in")
                        .doTry()
                        .throwException(IllegalStateException.class, "caught")
                        .doCatch(IllegalStateException.class)
                        .to(ADD)
                        .end()),
                eip("doFinally", routes -> routes.from("direct:in")
                        .doTry()
                        .to("log:before")
                        .doFinally()
                        .to(ADD)
                        .end()),
                eip("aggregate", routes -> routes.from("direct:in")
                        .aggregate(routes.constant(true), new GroupedBodyAggregationStrategy())
                        .completionSize(1)
                        .setBody(routes.simple("${body[0]}"))
                        .to(ADD)),
                eip("resequence", routes -> routes.from("direct:in")
                        .resequence(routes.body())
                        .batch()
                        .size(1)
                        .to(ADD)),
                eip("threads", routes -> routes.from("direct:in").threads(2).to(ADD)),
                eip(
                        "delay, throttle",
                        routes -> routes.from("direct:in").delay(1).throttle(10).to(ADD)),
                eip("loop", routes -> routes.from("direct:in").loop(1).to(ADD).end()),
                eip("idempotentConsumer", routes -> routes.from("direct:in")
                        .idempotentConsumer(routes.body(), MemoryIdempotentRepository.memoryIdempotentRepository(10))
                        .to(ADD)),
                eip("filter", routes -> routes.from("direct:in")
                        .filter(routes.body().isNotNull())
                        .to(ADD)),
                eip("choice", routes -> routes.from("direct:in")
                        .choice()
                        .when(routes.body().isNull())
                        .to("log:none")
                        .otherwise()
                        .to(ADD)
                        .end()),
                eip(
                        "step",
                        routes -> routes.from("direct:in").step("add").to(ADD).end()),
                eip("saga", routes -> {
                    routes.getContext().addService(new InMemorySagaService());
                    routes.from("direct:in").saga().to(ADD);
                }),
                eip("completion of a saga", routes -> {
                    routes.getContext().addService(new InMemorySagaService());
                    routes.from("direct:in")
                            .saga()
                            .option("body", routes.body())
                            .completion("direct:completed")
                            .to("log:within");
                    routes.from("direct:completed")
                            .setBody(routes.header("body"))
                            .to(ADD);
                }),
                eip("seda", routes -> {
                    routes.from("direct:in").to("seda:queue");
                    routes.from("seda:queue?concurrentConsumers=2").to(ADD);
                }),
                eip("a route that is not started with the context", routes -> {
                    routes.from("direct:in")
                            .to("controlbus:route?routeId=late&action=start")
                            .to("direct:late");
                    routes.from("direct:late")
                            .routeId("late")
                            .autoStartup(false)
                            .to(ADD);
                }),
                eip("routeTemplate", routes -> {
                    routes.routeTemplate("add")
                            .templateParameter("job")
                            .from("direct:in")
                            .split(routes.body())
                            .to("cielo24:addMedia?jobId={{job}}");
                    routes.templatedRoute("add").parameter("job", JOB);
                }));
    }

    private static Arguments eip(String name, Eip eip) {
        return Arguments.of(Named.of(name, eip));
    }

    @ParameterizedTest
    @MethodSource("eips")
    void sends(Eip eip) throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                CamelContext context = new DefaultCamelContext()) {
            Cielo24Component component = new Cielo24Component();
            component.getConfiguration().setBaseUrl(service.baseUrl().toString());
            component.getConfiguration().setApiToken(service.apiToken());
            context.addComponent("cielo24", component);
            RouteBuilder routes = routes(eip);
            context.addRoutes(routes);
            context.addTemplatedRoutes(routes);
            context.start();
            assertAdds(context, service);
        }
    }

    @ParameterizedTest
    @MethodSource("eips")
    void sendsInCamelMain(Eip eip) throws Exception {
        Main main = new Main();
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            main.addInitialProperty(
                    "camel.component.cielo24.base-url", service.baseUrl().toString());
            main.addInitialProperty("camel.component.cielo24.api-token", service.apiToken());
            main.configure().addRoutesBuilder(routes(eip));
            main.start();
            assertAdds(main.getCamelContext(), service);
        } finally {
            main.stop();
        }
    }

    private static RouteBuilder routes(Eip eip) {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                eip.in(this);
            }
        };
    }

    private static void assertAdds(CamelContext context, Cielo24Simulator service) {
        Exchange sent = context.createProducerTemplate().send("direct:in", exchange -> {
            exchange.getMessage().setBody(MEDIA_URL);
            exchange.getMessage().setHeaders(new HashMap<>(Map.of("job", JOB)));
        });

        assertThat(sent.getException()).isNull();
        await().untilAsserted(() -> assertThat(service.media(JOB)).isPresent());
        assertThat(service.media(JOB).orElseThrow().mediaUrl()).isEqualTo(MEDIA_URL);
        await().until(() -> context.getInflightRepository().size() == 0);
    }

    /** Tells the dynamic router where to go, and then that this was all. */
    public static final class Once {
        public String next(@Header(Exchange.SLIP_ENDPOINT) String before) {
            return before == null ? ADD : null;
        }
    }
}
