package com.cielo24.camel;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.util.SensitiveUtils;
import org.apache.camel.util.URISupport;

/**
 * The options with secret values. Keeps the values out of endpoint URIs, of Camel's log, and of the exceptions for
 * endpoints that cannot be created.
 */
final class SecretOptions {

    /** Replaces a value. The same as Camel's, so that masked URIs look the same. */
    static final String MASK = "xxxxxx";

    /** Prefixes of parameters that are none of our options, and have no secrets. */
    static final String CAPTION = "caption.";

    static final String TRANSCRIPT = "transcript.";

    /** By normalized name, as Camel ignores case and hyphens. */
    private static final Map<String, String> OPTIONS = new TreeMap<>();

    /** Includes the media URL: a signed one is as good as a password. */
    private static final Set<String> SECRETS = Stream.concat(
                    new Cielo24EndpointUriFactory().secretPropertyNames().stream(), Stream.of("mediaUrl"))
            .collect(Collectors.toUnmodifiableSet());

    /** Matches unknown names that may be misspelt secret options. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("key|tok|pass|pwd|secret|sig|auth|cred|url|media", Pattern.CASE_INSENSITIVE);

    private static final Pattern OPTION =
            Pattern.compile("([?&])([^=&]*)=(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)", Pattern.DOTALL);

    private static final Pattern MASKED_BY_CAMEL =
            Pattern.compile(SensitiveUtils.getSensitivePattern(), Pattern.CASE_INSENSITIVE);

    /**
     * Options that Camel masks in the URIs of routes, for the whole JVM: ours, misspellings, and the user's keywords.
     */
    private static final Set<String> URI_KEYWORDS = new LinkedHashSet<>(List.of(
            "securekey",
            "secure-key",
            "secure_key",
            "mediaurl",
            "media-url",
            "media_url",
            "callbackurl",
            "callback-url",
            "callback_url"));

    /** Limits memory if thousands of endpoints have misspelt options. */
    private static final int MAX_KEYWORDS = 200;

    static {
        for (String option : new Cielo24EndpointUriFactory().propertyNames()) {
            OPTIONS.put(normalized(option), option);
        }
    }

    private SecretOptions() {}

    /**
     * Registers the options that Camel must mask, in addition to the user's own keywords.
     */
    static void registerWith(CamelContext context) {
        // only component options: Camel also masks each part of a keyword, such as "url"
        registerWith(context, "apiToken", "securekey");
    }

    /**
     * @param options of a component
     */
    static synchronized void registerWith(CamelContext context, String... options) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        Set<String> keywords = words(extension.getAdditionalSensitiveKeywords());
        URI_KEYWORDS.addAll(keywords);
        // Camel masks only the first match in a URI, so do not add keywords that it masks anyway
        URI_KEYWORDS.removeIf(word -> MASKED_BY_CAMEL.matcher(word).find());
        keywords.addAll(List.of(options));
        extension.setAdditionalSensitiveKeywords(String.join(",", keywords));
        maskInRoutes(Set.of());
    }

    /** Camel has one list for the whole JVM, which another context may have replaced. */
    private static synchronized void maskInRoutes(Set<String> names) {
        names.stream()
                .filter(name -> !MASKED_BY_CAMEL.matcher(name).find())
                .limit(Math.max(0, MAX_KEYWORDS - URI_KEYWORDS.size()))
                .forEach(URI_KEYWORDS::add);
        URISupport.addSanitizeKeywords(String.join(",", URI_KEYWORDS));
    }

    private static Set<String> words(String list) {
        return Stream.ofNullable(list)
                .flatMap(Pattern.compile(",")::splitAsStream)
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * @return the URI with masked values of secret options, of options that may be misspelt secret ones, and of options
     *         that Camel masks, such as {@code username}
     */
    static String mask(String uri) {
        return URISupport.sanitizeUri(OPTION.matcher(uri).replaceAll(SecretOptions::masked));
    }

    private static String masked(MatchResult option) {
        return Matcher.quoteReplacement(
                isSecret(option.group(2)) ? option.group(1) + option.group(2) + "=" + MASK : option.group());
    }

    /** Whether an option is secret, or its name may be a misspelt secret one. */
    static boolean isSecret(String name) {
        if (name.startsWith(CAPTION) || name.startsWith(TRANSCRIPT)) {
            return false;
        }
        String option = OPTIONS.get(normalized(name));
        return option != null
                ? SECRETS.contains(option)
                : SECRET_NAME.matcher(name).find()
                        || nearest(name).filter(SECRETS::contains).isPresent();
    }

    /**
     * @param  names of unknown options
     * @return       an exception that names them and suggests similar options
     */
    static IllegalArgumentException unknownOptions(Collection<String> names) {
        return new IllegalArgumentException(names.stream()
                .map(name -> "there is no option " + name
                        + nearest(name)
                                .map(option -> ", did you mean " + option + "?")
                                .orElse(""))
                .collect(Collectors.joining("; ")));
    }

    private static Optional<String> nearest(String name) {
        return OPTIONS.keySet().stream()
                .filter(option ->
                        distance(normalized(name), option) <= normalized(name).length() / 3)
                .min(Comparator.comparingInt(option -> distance(normalized(name), option)))
                .map(OPTIONS::get);
    }

    static String normalized(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The edit distance: letters to change, add or remove. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int changed = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(changed, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }

    /**
     * @param  uri    of an endpoint that cannot be created
     * @param  reason contains no secret
     * @return        an exception to which Camel adds no secret either
     */
    static Exception masked(String uri, Exception reason) {
        String masked = mask(uri);
        maskInRoutes(OPTION.matcher(uri)
                .results()
                .map(option -> option.group(2))
                .filter(SecretOptions::isSecret)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
        if (URISupport.sanitizeUri(uri).equals(masked)) {
            return reason;
        }
        // the one exception to which Camel does not add the URI
        NoSuchEndpointException failure =
                new NoSuchEndpointException(masked, "correct its options: " + reason.getMessage());
        failure.initCause(reason);
        return failure;
    }
}
