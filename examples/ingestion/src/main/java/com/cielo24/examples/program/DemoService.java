package com.cielo24.examples.program;

import java.nio.file.Path;
import java.util.stream.Stream;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;

/**
 * What stands for the service where no API token is configured: a simulator, in this process.
 */
public final class DemoService {

    private DemoService() {}

    /** The options of the component, as they are configured. */
    public static Cielo24Configuration configuration(CamelContext context) {
        return context.getComponent("cielo24", Cielo24Component.class).getConfiguration();
    }

    /** Whether neither an API token is configured, nor anything to log in with. */
    public static boolean isCalledFor(Cielo24Configuration service) {
        return Stream.of(service.getApiToken(), service.getUsername(), service.getSecurekey(), service.getPassword())
                .allMatch(value -> value == null || value.isBlank());
    }

    /**
     * Starts a simulator, and has the component send to it.
     *
     * @param  mediaFolder            where it keeps what it receives
     * @throws ConfigurationException if a service is configured, so that only its token was forgotten
     */
    public static Cielo24Simulator start(Path mediaFolder, Cielo24Configuration service) {
        if (!service.getBaseUrl().equals(new Cielo24Configuration().getBaseUrl())) {
            throw new ConfigurationException("the service " + service.getBaseUrl() + " is configured, but no API token;"
                    + " set camel.component.cielo24.api-token (CAMEL_COMPONENT_CIELO24_API_TOKEN), or username and"
                    + " securekey");
        }
        Cielo24Simulator simulator =
                Cielo24Simulator.builder().mediaFolder(mediaFolder).start();
        service.setBaseUrl(simulator.baseUrl().toString());
        service.setApiToken(simulator.apiToken());
        return simulator;
    }
}
