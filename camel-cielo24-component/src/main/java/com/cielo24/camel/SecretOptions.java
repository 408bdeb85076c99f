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
 * The options whose values nobody may see: keeps them out of endpoint URIs, out of what Camel logs, and out of the
 * reasons why an endpoint cannot be created.
 */
final class SecretOptions {

    /** What stands for a value. Camel's own, so that URIs that Camel has masked look the same. */
    static final String MASK = "xxxxxx";

    /** By the spelling that ignores case and hyphens, as Camel does. */
    private static final Map<String, String> OPTIONS = new TreeMap<>();

    /** A signed media URL is as good as a password to the media. */
    private static final Set<String> SECRETS = Stream.concat(
                    new Cielo24EndpointUriFactory().secretPropertyNames().stream(), Stream.of("mediaUrl"))
            .collect(Collectors.toUnmodifiableSet());

    /** What a misspelt option may have been meant for. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("key|tok|pass|pwd|secret|sig|auth|cred|url|media", Pattern.CASE_INSENSITIVE);

    private static final Pattern OPTION =
            Pattern.compile("([?&])([^=&]*)=(RAW\\(.*?\\)(?=&|$)|RAW\\{.*?}(?=&|$)|[^&]*)", Pattern.DOTALL);

    private static final Pattern MASKED_BY_CAMEL =
            Pattern.compile(SensitiveUtils.getSensitivePattern(), Pattern.CASE_INSENSITIVE);

    /** What Camel masks in the URIs of routes, in every context of this JVM: these, misspellings, the user's. */
    private static final Set<String> URI_KEYWORDS =
            new LinkedHashSet<>(List.of("securekey", "secure-key", "secure_key", "mediaurl", "media-url", "media_url"));

    /** Of thousands of endpoints with misspelt options no more is remembered. */
    private static final int MOST_KEYWORDS = 200;

    static {
        for (String option : new Cielo24EndpointUriFactory().propertyNames()) {
            OPTIONS.put(plain(option), option);
        }
    }

    private SecretOptions() {}

    /**
     * Tells Camel which option names it has to mask, beside those that the user has told it.
     */
    static void announceTo(CamelContext context) {
        // only what can be an option of a component: Camel takes each part of these words for a secret, such as "url"
        announceTo(context, "apiToken", "securekey");
    }

    /**
     * @param options of a component
     */
    static synchronized void announceTo(CamelContext context, String... options) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        Set<String> keywords = words(extension.getAdditionalSensitiveKeywords());
        URI_KEYWORDS.addAll(keywords);
        // Camel masks the first match in a URI only: one that it masks anyway must not take that place
        URI_KEYWORDS.removeIf(word -> MASKED_BY_CAMEL.matcher(word).find());
        keywords.addAll(List.of(options));
        extension.setAdditionalSensitiveKeywords(String.join(",", keywords));
        maskInRoutes(Set.of());
    }

    /** Camel has one list for the whole JVM, and another context may have replaced it. */
    private static synchronized void maskInRoutes(Set<String> names) {
        names.stream()
                .filter(name -> !MASKED_BY_CAMEL.matcher(name).find())
                .limit(Math.max(0, MOST_KEYWORDS - URI_KEYWORDS.size()))
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
     * @return the URI without the values of secret options, of options that may be misspelt ones, and of what Camel
     *         masks, such as {@code username}
     */
    static String mask(String uri) {
        return URISupport.sanitizeUri(OPTION.matcher(uri).replaceAll(SecretOptions::masked));
    }

    private static String masked(MatchResult option) {
        return Matcher.quoteReplacement(
                isSecret(option.group(2)) ? option.group(1) + option.group(2) + "=" + MASK : option.group());
    }

    /** Whether it is one, or may be a misspelling of one. */
    static boolean isSecret(String name) {
        String option = OPTIONS.get(plain(name));
        return option != null
                ? SECRETS.contains(option)
                : SECRET_NAME.matcher(name).find()
                        || nearest(name).filter(SECRETS::contains).isPresent();
    }

    /**
     * @param  names of options that there are not
     * @return       says so, with what they may be misspellings of
     */
    static IllegalArgumentException unknown(Collection<String> names) {
        return new IllegalArgumentException(names.stream()
                .map(name -> "there is no option " + name
                        + nearest(name)
                                .map(option -> ", did you mean " + option + "?")
                                .orElse(""))
                .collect(Collectors.joining("; ")));
    }

    private static Optional<String> nearest(String name) {
        return OPTIONS.keySet().stream()
                .filter(option -> distance(plain(name), option) <= plain(name).length() / 3)
                .min(Comparator.comparingInt(option -> distance(plain(name), option)))
                .map(OPTIONS::get);
    }

    static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters have to be changed, added or removed. */
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
     * @param  reason shows no secret
     * @return        what to throw, so that Camel shows none either
     */
    static Exception failure(String uri, Exception reason) {
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
