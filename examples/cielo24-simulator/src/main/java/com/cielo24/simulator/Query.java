package com.cielo24.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a raw query string, read the way a form is: '+' is a space, escapes are UTF-8. Strict, so that a
 * client's encoding mistakes are refused instead of corrected.
 */
record Query(Map<String, String> parameters) {
    /** What RFC 3986 allows nowhere in a URL. */
    private static final String UNSAFE = "\"<>\\^`{|}";

    /**
     * @param raw the query as it was on the wire, or null where there was none
     * @throws Refusal if a parameter is repeated, has no name or no '=', or is not well-formed percent-encoded UTF-8
     */
    static Query parse(String raw) throws Refusal {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return new Query(parameters);
        }
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw invalid("The query string is malformed: every parameter must be name=value");
            }
            String name = decode(pair.substring(0, equals));
            if (parameters.putIfAbsent(name, decode(pair.substring(equals + 1))) != null) {
                throw invalid("A parameter is given more than once: " + printable(name));
            }
        }
        return new Query(parameters);
    }

    /** The value of a parameter; one that is empty counts as not given. */
    Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    String require(String name) throws Refusal {
        return value(name).orElseThrow(() -> new Refusal(ServiceError.MISSING_PARAMETER, name + " is required"));
    }

    void requireVersion() throws Refusal {
        if (!require("v").equals("1")) {
            throw invalid("v must be 1");
        }
    }

    /** A hex string, in lower case. */
    String requireHex(String name) throws Refusal {
        String value = require(name).toLowerCase(Locale.ROOT);
        if (!value.matches("[0-9a-f]+")) {
            throw invalid(name + " must be a hex string");
        }
        return value;
    }

    /** A boolean, not case-sensitive; false where it is not given. */
    boolean flag(String name) throws Refusal {
        String value = value(name).orElse("false").toLowerCase(Locale.ROOT);
        if (!Set.of("true", "false").contains(value)) {
            throw invalid(name + " must be true or false");
        }
        return value.equals("true");
    }

    /** A date in ISO format, as in the documentation, with or without a time; UTC where it names no offset. */
    Optional<LocalDateTime> date(String name) throws Refusal {
        Optional<String> value = value(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String text = value.get().length() == 10 ? value.get() + "T00:00:00" : value.get();
        try {
            TemporalAccessor date =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    date instanceof OffsetDateTime withOffset
                            ? withOffset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                            : (LocalDateTime) date);
        } catch (DateTimeException e) {
            throw invalid(name + " must be a date in ISO format");
        }
    }

    Optional<Integer> number(String name) throws Refusal {
        Optional<String> value = value(name);
        if (value.isPresent() && !value.get().matches("[0-9]{1,9}")) {
            throw invalid(name + " must be a number");
        }
        return value.map(Integer::valueOf);
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    void allowOnly(Set<String> names) throws Refusal {
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                throw invalid("Unknown parameter: " + printable(name));
            }
        }
    }

    /** Decodes one name or value. */
    static String decode(String encoded) throws Refusal {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes.write(escaped(encoded, i));
                i += 2;
            } else if (c <= ' ' || c > 0x7e || UNSAFE.indexOf(c) >= 0) {
                throw invalid("The query string must be percent-encoded");
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("The query string is not UTF-8");
        }
    }

    private static int escaped(String encoded, int percent) throws Refusal {
        if (percent + 2 < encoded.length()) {
            int high = Character.digit(encoded.charAt(percent + 1), 16);
            int low = Character.digit(encoded.charAt(percent + 2), 16);
            if (high >= 0 && low >= 0) {
                return high << 4 | low;
            }
        }
        throw invalid("The query string has a broken percent escape");
    }

    private static String printable(String name) {
        return name.matches("[\\w.-]{1,40}") ? name : "(an odd name)";
    }

    private static Refusal invalid(String comment) {
        return new Refusal(ServiceError.INVALID_QUERY, comment);
    }
}
