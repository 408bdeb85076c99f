package com.cielo24.examples.support;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The component's options in the environment, as {@code CAMEL_COMPONENT_CIELO24_API_TOKEN}. Camel's main documents that
 * it takes them, but up to 4.22.0 it looks for their names in lower case and finds none.
 */
public final class ComponentEnvironment {

    private static final String START = "CAMEL_COMPONENT_CIELO24_";

    private ComponentEnvironment() {}

    /**
     * @param environment as of {@link System#getenv()}
     * @return            the options as properties that refer to the environment: Camel warns of secrets in plain text
     */
    public static Map<String, String> options(Map<String, String> environment) {
        Map<String, String> options = new HashMap<>();
        environment.forEach((name, value) -> {
            // one that is set to nothing counts as not set
            if (name.startsWith(START) && !value.isBlank()) {
                String option =
                        name.substring(START.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                options.put("camel.component.cielo24." + option, "{{env:" + name + "}}");
            }
        });
        return options;
    }
}
