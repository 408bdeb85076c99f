package com.cielo24.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.cielo24.client.internal.Texts;

/**
 * Checks and masks media URLs (page "Add Media To Job", {@code media_url}). It deliberately does not use
 * {@link java.net.URI}, which rejects URLs that real servers issue: the service must get the user's URL unchanged.
 */
public final class MediaUrl {

    private static final Pattern ABSOLUTE = Pattern.compile(
            "(https?)://(?<user>[^/?#@]*@)?(?<host>\\[[0-9a-f:.]+(%[^\\]]*)?\\]|[^/?#@:\\[\\]\\s]+)(:\\d*)?([/?#].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A shorter string is no signature, but may be a word in the service's reason. */
    private static final int SHORTEST_SECRET = 8;

    private static final Pattern QUERY = Pattern.compile("[?#].+", Pattern.DOTALL);

    private MediaUrl() {}

    /**
     * Whether a text is meant as a media URL: it starts like an absolute {@code http} or {@code https} URL. It may
     * still be invalid; see {@link #problem(String)}.
     *
     * @param  text any text
     * @return      {@code true} if it begins with {@code http://} or {@code https://}
     */
    public static boolean looksLike(String text) {
        return text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8);
    }

    /**
     * What is wrong with a media URL.
     *
     * @param  url the URL, or {@code null}
     * @return     the reason, for a person; {@code null} if nothing is wrong
     */
    public static String problem(String url) {
        if (url == null || url.isBlank()) {
            return "the media URL is empty";
        }
        if (url.chars().anyMatch(Character::isISOControl)) {
            return "the media URL contains control characters, such as a line break; remove them";
        }
        if (hasLoneSurrogate(url)) {
            return "the media URL is not valid Unicode, so it cannot be sent unchanged";
        }
        if (!ABSOLUTE.matcher(url).matches()) {
            return "the media URL " + masked(url) + " is not absolute; it must be http:// or https:// with a host";
        }
        return null;
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /**
     * The parts of a media URL to mask: its user with the password, its query and fragment, and each part of these that
     * may be a secret by itself.
     *
     * @param  url a valid media URL
     * @return     the secrets, empty if the URL has neither user nor query
     */
    public static List<String> secrets(String url) {
        List<String> secrets = new ArrayList<>();
        Matcher matcher = ABSOLUTE.matcher(url);
        if (matcher.matches() && matcher.group("user") != null) {
            secrets.add(matcher.group("user"));
        }
        Matcher query = QUERY.matcher(url);
        if (query.find()) {
            secrets.add(query.group());
        }
        List.copyOf(secrets).stream()
                .flatMap(secret -> Arrays.stream(secret.split("[?&;=#:@]")))
                .filter(part -> part.length() >= SHORTEST_SECRET)
                .forEach(secrets::add);
        return secrets;
    }

    /**
     * The parts of a callback URL to mask. In addition to those of a media URL, its path is a secret: only the service may
     * know it.
     *
     * @param  url a valid callback URL
     * @return     the secrets
     */
    public static List<String> callbackSecrets(String url) {
        List<String> secrets = new ArrayList<>(secrets(url));
        String path = url.replaceFirst("^[^/]*//[^/?#]*", "").replaceFirst("(?s)[?#].*", "");
        if (path.length() > 1) {
            secrets.add(path);
        }
        Arrays.stream(path.split("/"))
                .filter(part -> part.length() >= SHORTEST_SECRET)
                .forEach(secrets::add);
        return secrets;
    }

    /** Identifies a URL without revealing secrets in it. */
    static String key(String url) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
            return "url-" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }

    /**
     * Masks a URL: removes the username and password, and the query, which is secret in a signed URL.
     *
     * @param  url any text, or {@code null}
     * @return     the masked URL in quotes, cut to 200 characters
     */
    public static String masked(String url) {
        if (url == null) {
            return "(none)";
        }
        String bare = url.replaceFirst("(?s)[?#].*", "");
        Matcher matcher = ABSOLUTE.matcher(bare);
        if (!matcher.matches()) {
            // its parts are unknown, so drop everything that may be a password
            bare = bare.replaceFirst("(?s).*@", "...");
        } else if (matcher.group("user") != null) {
            bare = bare.replace(matcher.group("user"), "");
        }
        bare = Texts.oneLine(bare);
        return "'" + (bare.length() > 200 ? bare.substring(0, 200) + "..." : bare) + "'";
    }
}
