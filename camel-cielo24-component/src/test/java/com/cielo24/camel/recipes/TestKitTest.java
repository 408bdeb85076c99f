package com.cielo24.camel.recipes;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.util.function.ThrowingConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How users test routes of their own: without a service, and with the simulator. */
class TestKitTest {

    private static final String JOB = Recipe.JOB;
    private static final String TASK = "41ec7d23fb4b45f9b48a13d0b7283bf2";

    /** The route that is to be tested. */
    private static final class Upload extends RouteBuilder {
        @Override
        public void configure() {
            onException(Cielo24Exception.class)
                    .onWhen(simple("${exception.retryable}"))
                    .maximumRedeliveries(2)
                    .redeliveryDelay(1);

            from("direct:media").routeId("upload").to("cielo24:addMedia").to("mock:added");
        }
    }

    /** The endpoint is replaced in the route: it is never made, and no option of it is checked. */
    @Nested
    class WithAdvice extends CamelTestSupport {

        @Override
        public void configureTest(TestExecutionConfiguration test) {
            test.withUseAdviceWith(true);
        }

        @Override
        protected RoutesBuilder createRouteBuilder() {
            return new Upload();
        }

        @Test
        void addsMedia() throws Exception {
            AdviceWith.adviceWith(context, "upload", route -> route.weaveByToUri("cielo24:*")
                    .replace()
                    .to("mock:cielo24"));
            MockEndpoint cielo24 = getMockEndpoint("mock:cielo24");
            cielo24.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody(TASK));
            cielo24.expectedHeaderReceived(Cielo24Constants.JOB_ID, JOB);
            MockEndpoint added = getMockEndpoint("mock:added");
            added.expectedMessageCount(1);
            context.start();

            template.sendBodyAndHeader("direct:media", new byte[1], Cielo24Constants.JOB_ID, JOB);

            MockEndpoint.assertIsSatisfied(context);
            // expectedBodiesReceived is another method in each Camel, and CI runs what was compiled with the newer one
            assertThat(added.getExchanges().get(0).getMessage().getBody()).isEqualTo(TASK);
        }

        @Test
        void sendsAgainAfterABrokenConnection() throws Exception {
            AdviceWith.adviceWith(context, "upload", route -> route.weaveByToUri("cielo24:*")
                    .replace()
                    .to("mock:cielo24"));
            MockEndpoint cielo24 = getMockEndpoint("mock:cielo24");
            cielo24.whenExchangeReceived(1, exchange -> {
                throw new Cielo24TransportException(JOB, "no connection", null);
            });
            cielo24.expectedMessageCount(2);
            getMockEndpoint("mock:added").expectedMessageCount(1);
            context.start();

            template.sendBodyAndHeader("direct:media", new byte[1], Cielo24Constants.JOB_ID, JOB);

            MockEndpoint.assertIsSatisfied(context);
        }
    }

    /** The endpoint is made, so that its options are checked, but nothing is sent to it. */
    @Nested
    class WithMocks extends CamelTestSupport {

        @Override
        public void configureTest(TestExecutionConfiguration test) {
            test.withUseAdviceWith(true);
        }

        @Override
        protected RoutesBuilder createRouteBuilder() {
            return new Upload();
        }

        @Test
        void addsMedia() throws Exception {
            AdviceWith.adviceWith(context, "upload", route -> route.mockEndpointsAndSkip("cielo24:*"));
            getMockEndpoint("mock:cielo24:addMedia").expectedHeaderReceived(Cielo24Constants.JOB_ID, JOB);
            context.start();

            template.sendBodyAndHeader("direct:media", new byte[1], Cielo24Constants.JOB_ID, JOB);

            MockEndpoint.assertIsSatisfied(context);
        }
    }

    /** A misspelt option fails a test with mocks. */
    @Test
    void failsForAMisspeltOptionOnlyWhereTheEndpointIsMade() throws Exception {
        try (CamelContext context = misspelt(route -> route.mockEndpointsAndSkip("cielo24:*"))) {
            assertThatThrownBy(context::start).hasMessageContaining("jobbId");
        }
        try (CamelContext context =
                misspelt(route -> route.weaveByToUri("cielo24:*").replace().to("mock:cielo24"))) {
            context.start();
        }
    }

    private static CamelContext misspelt(ThrowingConsumer<AdviceWithRouteBuilder, Exception> advice) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:media").routeId("upload").to("cielo24:addMedia?jobbId=1");
            }
        });
        AdviceWith.adviceWith(context, "upload", advice);
        return context;
    }

    /** The service's contract as a local server: what it would refuse is refused. */
    @Nested
    class WithTheSimulator extends CamelTestSupport {

        private final Cielo24Simulator service =
                Cielo24Simulator.builder().anyJob().start();

        @Override
        protected CamelContext createCamelContext() throws Exception {
            CamelContext context = super.createCamelContext();
            Cielo24Component cielo24 = context.getComponent("cielo24", Cielo24Component.class);
            cielo24.getConfiguration().setBaseUrl(service.baseUrl().toString());
            cielo24.getConfiguration().setApiToken(service.apiToken());
            return context;
        }

        @Override
        protected RoutesBuilder createRouteBuilder() {
            return new Upload();
        }

        @Override
        protected void cleanupResources() {
            service.close();
        }

        @Test
        void addsMediaOnce() {
            template.sendBodyAndHeader("direct:media", new byte[1], Cielo24Constants.JOB_ID, JOB);
            Exchange second = template.send("direct:media", exchange -> {
                exchange.getMessage().setBody(new byte[2]);
                exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, JOB);
            });

            assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(1);
            assertThat(second.isFailed()).isTrue();
        }
    }
}
