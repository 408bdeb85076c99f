package com.cielo24.examples.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.Cielo24Configuration;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands for the service where no account is configured: a simulator, in this process.
 */
public final class DemoService {

    private static final Logger LOG = LoggerFactory.getLogger("demo");

    private DemoService() {}

    /** Writes two seconds of the concert pitch, which any player can play. The file is whole when it appears. */
    public static void writeRecording(Path wav) throws IOException {
        Path unfinished = wav.resolveSibling("." + wav.getFileName());
        try (InputStream tone = DemoService.class.getResourceAsStream("tone.wav")) {
            Files.copy(tone, unfinished, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(unfinished, wav, StandardCopyOption.ATOMIC_MOVE);
    }

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
     * Starts a simulator, has the component send to it, and logs that this is a demo.
     *
     * @param  mediaFolder            where it keeps what it receives
     * @throws ConfigurationException if a service is configured, so that only its account was forgotten
     */
    public static Cielo24Simulator start(Path mediaFolder, Cielo24Configuration service) {
        if (!service.getBaseUrl().equals(new Cielo24Configuration().getBaseUrl())) {
            throw new ConfigurationException("the service " + service.getBaseUrl() + " is configured, but no account;"
                    + " set camel.component.cielo24.username and .securekey (CAMEL_COMPONENT_CIELO24_USERNAME,"
                    + " CAMEL_COMPONENT_CIELO24_SECUREKEY), or .api-token");
        }
        Cielo24Simulator simulator =
                Cielo24Simulator.builder().mediaFolder(mediaFolder).start();
        service.setBaseUrl(simulator.baseUrl().toString());
        service.setApiToken(simulator.apiToken());
        LOG.info(
                "No account is configured (CAMEL_COMPONENT_CIELO24_USERNAME, CAMEL_COMPONENT_CIELO24_SECUREKEY), so this"
                        + " is a DEMO: media goes to a simulator of the service at {} and nowhere else.",
                simulator.baseUrl());
        return simulator;
    }
}
