package com.cielo24.camel;

import java.io.StringReader;
import java.util.Map;
import java.util.Properties;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoint in each language of routes, with placeholders, {@code RAW()} and {@code toD}.
 */
@WithJmx
class RouteLanguagesTest {

    private static final String MEDIA_URL = "https://media.example.com/a b+c.mp4?d=e&f=%20#g";

    private Cielo24Simulator service;
    private CamelContext context;

    @BeforeEach
    void start() {
        service = Cielo24Simulator.builder().anyJob().start();
        context = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.setProperty("service", service.baseUrl().toString());
        properties.setProperty("token", service.apiToken());
        context.getPropertiesComponent().setInitialProperties(properties);
    }

    @AfterEach
    void stop() {
        context.stop();
        service.close();
    }

    @Test
    void worksInJava() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("cielo24:addMedia?baseUrl={{service}}&apiToken=RAW({{token}})&jobId=" + JOB
                                + "&mediaUrl=RAW(" + MEDIA_URL + ")");
            }
        });
        assertAdds(context);
    }

    @Test
    void worksInXml() throws Exception {
        ModelParser xml = new ModelParser(
                new StringReader("""
                        <routes xmlns="http://camel.apache.org/schema/xml-io">
                          <route>
                            <from uri="direct:in"/>
                            <to uri="cielo24:addMedia?baseUrl={{service}}&amp;apiToken=RAW({{token}})&amp;jobId=%s&amp;mediaUrl=RAW(%s)"/>
                          </route>
                        </routes>
                        """.formatted(JOB, MEDIA_URL.replace("&", "&amp;"))),
                "http://camel.apache.org/schema/xml-io");
        ((ModelCamelContext) context)
                .addRouteDefinitions(xml.parseRoutesDefinition().orElseThrow().getRoutes());
        assertAdds(context);
    }

    @Test
    void worksInYaml() throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("routes.yaml", """
                        - route:
                            from:
                              uri: direct:in
                              steps:
                                - to:
                                    uri: cielo24:addMedia
                                    parameters:
                                      baseUrl: "{{service}}"
                                      apiToken: "{{token}}"
                                      jobId: %s
                                      mediaUrl: "RAW(%s)"
                        """.formatted(JOB, MEDIA_URL)));
        assertAdds(context);
    }

    @Test
    void takesItsOptionsFromProperties() throws Exception {
        Main main = new Main();
        main.addInitialProperty(
                "camel.component.cielo24.base-url", service.baseUrl().toString());
        main.addInitialProperty("camel.component.cielo24.api-token", service.apiToken());
        main.addInitialProperty("camel.component.cielo24.stall-timeout", "5s");
        main.addInitialProperty("camel.component.cielo24.max-total-connections", "7");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("cielo24:addMedia?jobId=" + JOB + "&mediaUrl=RAW(" + MEDIA_URL + ")");
            }
        });
        main.start();
        try {
            assertAdds(main.getCamelContext());
            Cielo24Component component = main.getCamelContext().getComponent("cielo24", Cielo24Component.class);
            assertThat(component.getConfiguration().getStallTimeout()).isEqualTo(5_000);
            assertThat(component.getMaxTotalConnections()).isEqualTo(7);
        } finally {
            main.stop();
        }
    }

    @Test
    void worksWithADynamicEndpoint() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .toD("cielo24:addMedia?baseUrl={{service}}&apiToken=RAW({{token}})&jobId=${header.job}");
            }
        });
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        for (int i = 0; i < 10; i++) {
            String job = Cielo24Simulator.newJobId();
            template.requestBodyAndHeaders("direct:in", "https://media.example.com/" + i, Map.of("job", job));
            assertThat(service.media(job).orElseThrow().mediaUrl()).isEqualTo("https://media.example.com/" + i);
        }
    }

    @Test
    void worksAgainAfterItsRouteWasStopped() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .routeId("in")
                        .to("cielo24:addMedia?baseUrl={{service}}&apiToken={{token}}&jobId=" + JOB);
            }
        });
        context.start();
        context.getRouteController().stopRoute("in");
        context.getRouteController().startRoute("in");
        context.suspend();
        context.resume();

        context.createProducerTemplate().requestBody("direct:in", "https://media.example.com/a.mp4");
        assertThat(service.media(JOB)).isPresent();
    }

    private void assertAdds(CamelContext context) {
        context.start();
        Object task = context.createProducerTemplate().requestBody("direct:in", (Object) null);
        assertThat(service.media(JOB).orElseThrow())
                .satisfies(media -> assertThat(media.mediaUrl()).isEqualTo(MEDIA_URL))
                .satisfies(media -> assertThat(media.taskId()).isEqualTo(task));
    }
}
