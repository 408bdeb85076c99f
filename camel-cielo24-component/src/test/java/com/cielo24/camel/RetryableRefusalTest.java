package com.cielo24.camel;

import java.io.StringReader;
import java.util.Map;

import com.cielo24.client.Cielo24RetryableServiceException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.simulator.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** A refusal that asks to come back later is a class of its own, for languages that know exceptions by class alone. */
class RetryableRefusalTest extends WithSimulator {

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429})
    void isOfItsOwnClass(int status) {
        service.faults().next(Fault.status(status));

        assertThat(failure(camel.add(new byte[10])))
                .isInstanceOf(Cielo24RetryableServiceException.class)
                .satisfies(refusal -> assertThat(refusal.isRetryable()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 409, 410, 413, 422, 426, 428, 431, 499})
    void isNotOneThatIsFinal(int status) {
        service.faults().next(Fault.status(status));

        assertThat(failure(camel.add(new byte[10])))
                .isExactlyInstanceOf(Cielo24ServiceException.class)
                .satisfies(refusal -> assertThat(refusal.isRetryable()).isFalse());
    }

    @Test
    void isCaughtInJava() throws Exception {
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .doTry()
                        .to("cielo24:addMedia?jobId=" + JOB)
                        .setBody(constant("added"))
                        .doCatch(Cielo24RetryableServiceException.class)
                        .setBody(constant("later"))
                        .doCatch(Cielo24ServiceException.class)
                        .setBody(constant("refused"))
                        .end();
            }
        });
        assertWays();
    }

    @Test
    void isCaughtInXml() throws Exception {
        ModelParser xml =
                new ModelParser(new StringReader("""
                        <routes xmlns="http://camel.apache.org/schema/xml-io">
                          <route>
                            <from uri="direct:in"/>
                            <doTry>
                              <to uri="cielo24:addMedia?jobId=%s"/>
                              <setBody><constant>added</constant></setBody>
                              <doCatch>
                                <exception>com.cielo24.client.Cielo24RetryableServiceException</exception>
                                <setBody><constant>later</constant></setBody>
                              </doCatch>
                              <doCatch>
                                <exception>com.cielo24.client.Cielo24ServiceException</exception>
                                <setBody><constant>refused</constant></setBody>
                              </doCatch>
                            </doTry>
                          </route>
                        </routes>
                        """.formatted(JOB)), "http://camel.apache.org/schema/xml-io");
        ((ModelCamelContext) camel.context())
                .addRouteDefinitions(xml.parseRoutesDefinition().orElseThrow().getRoutes());
        assertWays();
    }

    @Test
    void isRedeliveredInYaml() throws Exception {
        PluginHelper.getRoutesLoader(camel.context())
                .loadRoutes(ResourceHelper.fromString("routes.yaml", """
                        - onException:
                            exception:
                              - com.cielo24.client.Cielo24RetryableServiceException
                            redeliveryPolicy:
                              maximumRedeliveries: 1
                              redeliveryDelay: 1
                            handled:
                              constant: "true"
                            steps:
                              - setBody:
                                  constant: later
                        - onException:
                            exception:
                              - com.cielo24.client.Cielo24ServiceException
                            handled:
                              constant: "true"
                            steps:
                              - setBody:
                                  constant: refused
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to:
                                    uri: cielo24:addMedia
                                    parameters:
                                      jobId: %s
                                - setBody:
                                    constant: added
                        """.formatted(JOB)));
        service.faults().next(Fault.status(429));
        assertThat(way()).isEqualTo("added");
        assertThat(service.requestCount()).isEqualTo(2);

        service.faults().next(Fault.status(429), 2);
        assertThat(way()).isEqualTo("later");
        assertThat(way()).isEqualTo("refused");
    }

    private void assertWays() {
        service.faults().next(Fault.status(429));
        assertThat(way()).isEqualTo("later");
        assertThat(way()).isEqualTo("added");
        // the job has its media
        assertThat(way()).isEqualTo("refused");
    }

    private Object way() {
        return camel.add("direct:in", new byte[10], Map.of()).getMessage().getBody();
    }
}
