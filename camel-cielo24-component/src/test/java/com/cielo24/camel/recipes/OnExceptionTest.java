package com.cielo24.camel.recipes;

import java.io.StringReader;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24RetryableServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Redelivery of what may pass, in each language of routes. */
class OnExceptionTest extends Recipe {

    private static final String XML = """
            <route>
                <from uri="direct:media"/>
                <onException>
                    <exception>com.cielo24.client.Cielo24Exception</exception>
                    <onWhen><simple>${exception.retryable}</simple></onWhen>
                    <redeliveryPolicy maximumRedeliveries="5" redeliveryDelay="{{retry.delay}}"/>
                </onException>
                <onException>
                    <exception>com.cielo24.client.Cielo24Exception</exception>
                    <redeliveryPolicy maximumRedeliveries="0"/>
                </onException>
                <to uri="cielo24:addMedia"/>
            </route>
            """;

    private static final String YAML = """
            - onException:
                exception:
                  - com.cielo24.client.Cielo24Exception
                onWhen:
                  simple: "${exception.retryable}"
                redeliveryPolicy:
                  maximumRedeliveries: 5
                  redeliveryDelay: "{{retry.delay}}"
            - onException:
                exception:
                  - com.cielo24.client.Cielo24Exception
                redeliveryPolicy:
                  maximumRedeliveries: 0
            - route:
                from:
                  uri: direct:media
                  steps:
                    - to: cielo24:addMedia
            """;

    private static final RouteBuilder JAVA = new RouteBuilder() {
        @Override
        public void configure() {
            onException(
                            Cielo24TransportException.class,
                            Cielo24RetryableServiceException.class,
                            Cielo24UnknownOutcomeException.class)
                    .maximumRedeliveries(5)
                    .redeliveryDelay(1);
            onException(Cielo24Exception.class).maximumRedeliveries(0);

            from("direct:media").to("cielo24:addMedia");
        }
    };

    enum Language {
        JAVA,
        XML,
        YAML
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void sendsAgainWhatMayPass(Language language) throws Exception {
        start(language);
        service.faults().next(Fault.status(503), 3);
        template.sendBodyAndHeader("direct:media", new byte[1], Cielo24Constants.JOB_ID, JOB);
        assertThat(service.media(JOB)).isPresent();
        assertThat(service.requestCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void sendsOnceWhatTheServiceRefuses(Language language) throws Exception {
        start(language);
        refuses();
        assertThat(failure()).hasMessageContaining("ITEM_NOT_FOUND");
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void sendsNoMoreWhereALaterAttemptIsRefused(Language language) throws Exception {
        start(language);
        service.faults().next(Fault.status(503));
        refuses();
        assertThat(failure()).hasMessageContaining("ITEM_NOT_FOUND");
        assertThat(service.requestCount()).isEqualTo(2);
    }

    private void refuses() {
        service.faults().next(new Fault.Status(400, Map.of(), "{\"ErrorType\":\"ITEM_NOT_FOUND\"}"), 10);
    }

    private Exception failure() {
        return template.send("direct:media", sent -> {
                    sent.getMessage().setBody(new byte[1]);
                    sent.getMessage().setHeader(Cielo24Constants.JOB_ID, JOB);
                })
                .getException();
    }

    private void start(Language language) throws Exception {
        properties.setProperty("retry.delay", "1");
        switch (language) {
            case JAVA -> context.addRoutes(JAVA);
            case XML -> {
                var routes = new ModelParser(new StringReader("<routes>" + XML + "</routes>")).parseRoutesDefinition();
                ((ModelCamelContext) context)
                        .addRouteDefinitions(routes.orElseThrow().getRoutes());
            }
            case YAML ->
                PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.yaml", YAML));
        }
        context.start();
    }
}
