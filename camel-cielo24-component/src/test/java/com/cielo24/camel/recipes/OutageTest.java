package com.cielo24.camel.recipes;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A folder that is paused while the service is away, in each language of routes. */
class OutageTest extends Recipe {

    private static final String XML = """
            <route routePolicyRef="outage">
                <from uri="file:{{inbox}}"/>
                <to uri="cielo24:addMedia?createJob=true"/>
            </route>
            """;

    private static final String YAML = """
            - beans:
                - name: outage
                  type: com.cielo24.camel.OutageRoutePolicy
                  properties:
                    interval: "{{outage.interval}}"
            - route:
                routePolicyRef: outage
                from:
                  uri: "file:{{inbox}}"
                  steps:
                    - to: cielo24:addMedia?createJob=true
            """;

    private static final RouteBuilder JAVA = new RouteBuilder() {
        @Override
        public void configure() {
            from("file:{{inbox}}").routePolicy(new OutageRoutePolicy()).to("cielo24:addMedia?createJob=true");
        }
    };

    enum Language {
        JAVA,
        XML,
        YAML
    }

    private Path inbox;

    @BeforeEach
    void inbox() throws Exception {
        inbox = Files.createDirectories(folder.resolve("inbox"));
        properties.setProperty("inbox", inbox.toString());
        properties.setProperty("outage.interval", "1s");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void sendsNothingMoreWhileTheServiceIsAway(Language language) throws Exception {
        service.faults().always(Fault.status(503, 3600));
        for (int i = 0; i < 10; i++) {
            Files.write(inbox.resolve(Cielo24Simulator.newJobId() + ".mp4"), new byte[10]);
        }
        start(language);
        await().until(() -> service.requestCount() == 1);
        await().during(Duration.ofSeconds(1)).until(() -> service.requestCount() == 1);
        assertThat(Files.list(inbox).filter(Files::isRegularFile)).hasSize(10);
    }

    /** The policy of the XML and YAML routes tries every second. */
    @ParameterizedTest
    @EnumSource(
            value = Language.class,
            names = {"XML", "YAML"})
    void goesOnByItself(Language language) throws Exception {
        service.faults().next(Fault.status(503), 3);
        for (int i = 0; i < 10; i++) {
            Files.write(inbox.resolve(Cielo24Simulator.newJobId() + ".mp4"), new byte[10]);
        }
        start(language);
        await().until(() -> service.media().size() == 10);
        assertThat(service.requestCount()).isEqualTo(13);
    }

    private void start(Language language) throws Exception {
        switch (language) {
            case JAVA -> context.addRoutes(JAVA);
            case XML -> {
                OutageRoutePolicy outage = new OutageRoutePolicy();
                outage.setInterval(Duration.ofSeconds(1));
                context.getRegistry().bind("outage", outage);
                var routes = new ModelParser(new StringReader("<routes>" + XML + "</routes>")).parseRoutesDefinition();
                ((ModelCamelContext) context)
                        .addRouteDefinitions(routes.orElseThrow().getRoutes());
            }
            case YAML ->
                PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.yaml", yaml()));
        }
        context.start();
    }

    /** Camel 4.18 has another name for it. */
    private String yaml() {
        return context.getVersion().startsWith("4.18.") ? YAML.replace("routePolicyRef", "routePolicy") : YAML;
    }
}
