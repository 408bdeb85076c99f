package com.cielo24.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Masks the secrets of a request in what people see of it: tokens, passwords and keys, the user in a URL, and the query
 * of a media_url, which signs it, and the path of a callback_url. A request may be malformed: its parts are taken for secrets rather than not.
 */
final class Secrets {
    private static final String MASK = "xxxxxx";
    private static final String NAMES = "(?:token|passw|pwd|secret|key|auth|sig|credential|cookie)";
    private static final Pattern NAME = Pattern.compile(NAMES, Pattern.CASE_INSENSITIVE);

    /** Of a login; its value is no secret. */
    private static final String USER_HEADER = "x-auth-user";

    /** A parameter anywhere in a text, such as in a Referer. */
    private static final Pattern PAIR =
            Pattern.compile("(" + NAMES + "[\\w.%-]{0,40}?(?:=|%3D))[^&;\\s]*", Pattern.CASE_INSENSITIVE);

    private static final String SLASH = "(?:/|%(?:25)*2F)";
    private static final Pattern USER = Pattern.compile(
            "(" + SLASH + SLASH + ")(?:(?!" + SLASH + ")[^?#\\s])+(@|%(?:25)*40)", Pattern.CASE_INSENSITIVE);
    /** Of a callback the path is a secret as well: it is how its receiver knows the service. */
    private static final Pattern URL_PATH = Pattern.compile(
            "(" + SLASH + SLASH + "(?:(?!" + SLASH + "|%(?:25)*3F)[^?#\\s])+).+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern URL_QUERY =
            Pattern.compile("(\\?|%(?:25)*3F).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A shorter one is masked only where it stands: replaced everywhere, it would garble the rest. */
    private static final int MIN_LENGTH = 4;

    /** What to mask wherever it appears, the longest first. */
    private final List<String> values = new ArrayList<>();

    Secrets(ReceivedRequest request) {
        request.headers().forEach((name, given) -> given.forEach(value -> collect(isSecretHeader(name), value)));
        for (String part : List.of(request.path(), request.rawQuery() == null ? "" : request.rawQuery())) {
            for (String pair : part.split("&")) {
                collectPair(pair);
                for (String piece : pair.split(";")) {
                    collectPair(piece);
                }
            }
        }
        values.sort(Comparator.comparing(String::length).reversed());
    }

    private void collectPair(String pair) {
        int equals = pair.indexOf('=');
        if (equals >= 0) {
            collect(isSecret(lenient(pair.substring(0, equals))), pair.substring(equals + 1));
        }
    }

    private void collect(boolean isSecret, String value) {
        for (String form : isSecret ? List.of(value, lenient(value)) : List.<String>of()) {
            if (form.length() >= MIN_LENGTH) {
                values.add(form);
            }
        }
    }

    /** Any text of the request. */
    String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        masked = USER.matcher(masked).replaceAll("$1" + MASK + "$2");
        return PAIR.matcher(masked).replaceAll("$1" + MASK);
    }

    /** The path or the query, as it was on the wire. */
    String maskParameters(String raw) {
        List<String> pairs = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            String masked = maskParameter(pair);
            pairs.add(
                    masked.equals(pair)
                            ? Pattern.compile(";")
                                    .splitAsStream(pair)
                                    .map(this::maskParameter)
                                    .collect(Collectors.joining(";"))
                            : masked);
        }
        return mask(String.join("&", pairs));
    }

    private String maskParameter(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? pair
                : pair.substring(0, equals + 1)
                        + maskValue(lenient(pair.substring(0, equals)), pair.substring(equals + 1));
    }

    Map<String, String> maskParameters(Map<String, String> decoded) {
        Map<String, String> masked = new TreeMap<>(decoded);
        masked.replaceAll((name, value) -> mask(maskValue(name, value)));
        return masked;
    }

    Map<String, List<String>> maskHeaders(Map<String, List<String>> headers) {
        Map<String, List<String>> masked = new TreeMap<>(headers);
        masked.replaceAll((name, given) -> given.stream()
                .map(value -> isSecretHeader(name) ? MASK : mask(value))
                .toList());
        return masked;
    }

    private static String maskValue(String name, String value) {
        if (isSecret(name)) {
            return MASK;
        }
        if (name.toLowerCase(Locale.ROOT).contains("callback")) {
            return URL_PATH.matcher(value).replaceFirst("$1/" + MASK);
        }
        return name.toLowerCase(Locale.ROOT).contains("url")
                ? URL_QUERY.matcher(value).replaceFirst("$1" + MASK)
                : value;
    }

    private static boolean isSecret(String name) {
        return NAME.matcher(name).find();
    }

    private static boolean isSecretHeader(String name) {
        return isSecret(name) && !name.equalsIgnoreCase(USER_HEADER);
    }

    private static String lenient(String encoded) {
        try {
            return Query.decode(encoded);
        } catch (Refusal e) {
            return encoded;
        }
    }
}
