package com.cielo24.examples.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.util.IOHelper;

/**
 * The keys of a program: those of its {@code application.properties}, where a comment says what each means.
 *
 * @param all in the order of that file
 */
record Keys(List<Key> all) {

    /** Properties and variables of other programs do not begin like this. */
    private static final Pattern OURS = Pattern.compile("(ingest\\.|captions\\.|INGEST_|CAPTIONS_).*");

    /** The lines of a comment without a headline, then perhaps another {@code #}, the key and its value. */
    private static final Pattern KEY =
            Pattern.compile("((?:^# (?!---).*\n)*)^(#?)([a-z][A-Za-z0-9.-]*)=(.*)", Pattern.MULTILINE);

    /**
     * @param value   the default
     * @param isSet   whether the file sets it; what it has in a comment, only the user can set
     * @param meaning lines
     */
    record Key(String name, String value, boolean isSet, List<String> meaning) {}

    static Keys read() {
        try (InputStream in = Keys.class.getResourceAsStream("/application.properties")) {
            return new Keys(KEY.matcher(IOHelper.loadText(in))
                    .results()
                    .map(key -> new Key(key.group(3), key.group(4), key.group(2).isEmpty(), meaning(key.group(1))))
                    // options of Camel are the user's where a comment says what for
                    .filter(key -> !key.meaning.isEmpty() || !key.name.startsWith("camel."))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> meaning(String comment) {
        return comment.lines().map(line -> line.substring(2)).toList();
    }

    /** For {@code --help}: each key with its default, and below it what it means. */
    String[] help() {
        return all.stream()
                .flatMap(key -> Stream.concat(
                        Stream.of("  " + key.name + (key.value.startsWith("{{env:") ? "" : "=" + key.value)),
                        key.meaning.stream().map(line -> "      " + line)))
                // the lines of a footer are formats
                .map(line -> line.replace("%", "%%"))
                .toArray(String[]::new);
    }

    /**
     * Refuses a misspelled key, which would otherwise leave a default in effect without a word.
     *
     * @throws ConfigurationException if a file, a system property or the environment has a key that does not exist
     */
    void check(CamelContext context) {
        Set<String> known = all.stream().filter(Key::isSet).map(Key::name).collect(Collectors.toSet());
        Set<String> first = known.stream().map(Keys::first).collect(Collectors.toSet());
        Stream.of(context.getPropertiesComponent().loadProperties(), System.getProperties())
                .flatMap(properties -> properties.stringPropertyNames().stream())
                .filter(key -> first.contains(first(key)) || OURS.matcher(key).matches())
                .filter(key -> !key.startsWith("camel.") && !known.contains(key))
                .findFirst()
                .ifPresent(key -> refuse(key, known));
        Set<String> variables = known.stream().map(Keys::variable).collect(Collectors.toSet());
        System.getenv().keySet().stream()
                .filter(name -> OURS.matcher(name).matches() && !variables.contains(name))
                .findFirst()
                .ifPresent(name -> refuse(name, variables));
    }

    private static String first(String key) {
        return key.replaceFirst("\\..*", ".");
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
