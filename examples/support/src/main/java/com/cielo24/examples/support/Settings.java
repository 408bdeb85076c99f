package com.cielo24.examples.support;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

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
        String value = text(key);
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw wrong(key, value, "a folder");
        }
    }

    public int number(String key, int least, int most) {
        String value = text(key);
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(key, value, "a number from " + least + " to " + most);
    }

    /**
     * A port to listen on, 0 for any that is free.
     *
     * @return empty for {@code off}
     */
    public OptionalInt port(String key) {
        return text(key).equalsIgnoreCase("off") ? OptionalInt.empty() : OptionalInt.of(number(key, 0, 65535));
    }

    public Duration duration(String key) {
        String value = text(key);
        // Camel takes what it does not know for 0
        if (DURATION.matcher(value).matches()) {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(value));
        }
        throw wrong(key, value, "a time such as 500ms, 5s or 2m");
    }

    public boolean flag(String key) {
        String value = text(key);
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(value);
        }
        throw wrong(key, value, "true or false");
    }

    /** One of some words. */
    public String choice(String key, String... words) {
        String value = text(key).toLowerCase(Locale.ROOT);
        if (List.of(words).contains(value)) {
            return value;
        }
        throw wrong(key, value, String.join(" or ", words));
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

    private static ConfigurationException wrong(String key, String value, String expected) {
        return new ConfigurationException(key + " is '" + value + "', but must be " + expected);
    }
}
