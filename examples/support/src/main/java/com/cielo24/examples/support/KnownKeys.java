package com.cielo24.examples.support;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;

/**
 * Refuses a misspelled key, which would otherwise leave a default in effect without a word. The keys that exist are
 * those of the program's own {@code application.properties}.
 */
record KnownKeys(CamelContext context) {

    private static final String PREFIX = "ingest.";

    /**
     * @throws ConfigurationException if a file, a system property or the environment has a key that does not exist
     */
    void check() throws IOException {
        Properties own = new Properties();
        try (InputStream in = context.getClassResolver().loadResourceAsStream("application.properties")) {
            own.load(in);
        }
        Set<String> known = own.stringPropertyNames();
        Set<String> first =
                known.stream().map(key -> key.replaceFirst("\\..*", ".")).collect(Collectors.toSet());
        Stream.concat(
                        context.getPropertiesComponent().loadProperties().stringPropertyNames().stream()
                                .filter(key -> first.contains(key.replaceFirst("\\..*", "."))),
                        System.getProperties().stringPropertyNames().stream().filter(key -> key.startsWith(PREFIX)))
                .filter(key -> !key.startsWith("camel.") && !known.contains(key))
                .findFirst()
                .ifPresent(key -> refuse(key, known));
        Set<String> variables = known.stream().map(KnownKeys::variable).collect(Collectors.toSet());
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith(variable(PREFIX)) && !variables.contains(name))
                .findFirst()
                .ifPresent(name -> refuse(name, variables));
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    private static void refuse(String key, Set<String> known) {
        String prefix = key.replaceFirst("[._].*", "");
        throw new ConfigurationException("there is no key " + key + "; the keys are "
                + known.stream()
                        .filter(name -> name.startsWith(prefix))
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }
}
