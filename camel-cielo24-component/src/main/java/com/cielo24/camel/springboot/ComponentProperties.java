package com.cielo24.camel.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.cielo24.camel.Cielo24Component;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The properties {@code camel.component.cielo24.*}, in every spelling that Spring Boot accepts. The options that exist
 * are those of the component's generated catalog, so that none can be forgotten here.
 */
record ComponentProperties(Environment environment) {

    static final String PREFIX = "camel.component.cielo24";

    private static final String CATALOG = "/META-INF/com/cielo24/camel/cielo24.json";

    /** What is no option of the component. */
    private static final Set<String> OWN = Set.of("enabled", "ledger-enabled", "customizer.enabled");

    /**
     * @throws IllegalArgumentException if a property is not an option, or has a value that is invalid for it
     */
    void applyTo(Cielo24Component component) {
        Binder binder = Binder.get(environment);
        List<String> options = options();
        refuseUnknown(binder, options);
        Map<String, Object> values = new HashMap<>();
        options.forEach(option -> binder.bind(PREFIX + "." + kebabCase(option), String.class)
                .ifBound(value -> values.put(option, value)));
        PropertyBindingSupport.build()
                .withCamelContext(component.getCamelContext())
                .withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withProperties(values)
                .withMandatory(true)
                .bind();
    }

    /** By name only: the value may be a secret whose name is misspelled. */
    private static void refuseUnknown(Binder binder, List<String> options) {
        Set<String> known = options.stream().map(ComponentProperties::uniform).collect(Collectors.toSet());
        OWN.forEach(name -> known.add(uniform(name)));
        List<String> unknown =
                binder
                        .bind(PREFIX, Bindable.mapOf(String.class, String.class))
                        .map(Map::keySet)
                        .orElse(Set.of())
                        .stream()
                        .filter(name -> !known.contains(uniform(name)))
                        .sorted()
                        .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the component cielo24 has no such options; check the spelling of: "
                    + unknown.stream().map(name -> PREFIX + "." + name).collect(Collectors.joining(", ")));
        }
    }

    /** The names of all options of the component, in camel case. */
    static List<String> options() {
        try (InputStream catalog = ComponentProperties.class.getResourceAsStream(CATALOG)) {
            List<String> names = new ArrayList<>();
            new ObjectMapper()
                    .readTree(catalog)
                    .get("componentProperties")
                    .fieldNames()
                    .forEachRemaining(names::add);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String kebabCase(String option) {
        return option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Boot's environment variables have neither dashes nor a difference between upper and lower case. */
    private static String uniform(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }
}
