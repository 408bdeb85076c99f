package com.cielo24.examples.support;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.util.TimeUtils;

/**
 * Reads the keys of {@code application.properties}, system properties and the environment. Each method throws a
 * {@link ConfigurationException} that names the key, if it has no value or one that cannot be used.
 */
public record Settings(CamelContext context, Map<String, String> fixed) {

    private static final Pattern DURATION =
            Pattern.compile("\\d{1,18}|(?=\\d)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?");

    public Settings(CamelContext context) {
        this(context, Map.of());
    }

    /** The same, with values that take precedence over whatever is configured. */
    public Settings with(Map<String, String> values) {
        return new Settings(context, values);
    }

    /** A folder, absolute. */
    public Path folder(String key) {
        return parsed(key, "a folder", value -> Path.of(value).toAbsolutePath().normalize());
    }

    public int number(String key, int least, int most) {
        return parsed(key, "a number from " + least + " to " + most, value -> {
            int number = Integer.parseInt(value);
            return number >= least && number <= most ? number : null;
        });
    }

    public Duration duration(String key) {
        // Camel takes what it does not know for 0
        return parsed(
                key,
                "a time such as 500ms, 5s or 2m",
                value -> DURATION.matcher(value).matches() ? Duration.ofMillis(TimeUtils.toMilliSeconds(value)) : null);
    }

    public boolean flag(String key) {
        return choice(key, "true", "false").equals("true");
    }

    /** One of some words. */
    public String choice(String key, String... words) {
        return parsed(key, String.join(" or ", words), value -> Stream.of(words)
                .filter(value::equalsIgnoreCase)
                .findFirst()
                .orElse(null));
    }

    /** With a parser that returns {@code null}, or throws an {@code IllegalArgumentException}, for any other value. */
    private <T> T parsed(String key, String expected, Function<String, T> parser) {
        String value = text(key);
        T parsed = null;
        try {
            parsed = parser.apply(value);
        } catch (IllegalArgumentException e) {
            // reported below
        }
        if (parsed == null) {
            throw new ConfigurationException(key + " is '" + value + "', but must be " + expected);
        }
        return parsed;
    }

    public String text(String key) {
        return optional(key).orElseThrow(() -> new ConfigurationException(key + " has no value"));
    }

    /** A value that need not be there; an empty one is none. */
    public Optional<String> optional(String key) {
        return Optional.ofNullable(fixed.get(key))
                .or(() -> context.getPropertiesComponent().resolveProperty(key))
                .map(String::trim)
                .filter(value -> !value.isEmpty());
    }
}
