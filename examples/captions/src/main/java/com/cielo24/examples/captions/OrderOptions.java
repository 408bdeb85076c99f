package com.cielo24.examples.captions;

import java.io.File;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Media;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Text;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

import static com.cielo24.examples.captions.Captions.LOG;

/**
 * What is ordered for a video: as the folder in which it lies says, such as {@code premium-48h-en}, or else as configured.
 *
 * @param turnaroundHours {@code null} for the service's own
 * @param callbacks       {@code null} if the service cannot call back
 */
record OrderOptions(Integer turnaroundHours, Callbacks callbacks) {

    /** What the external ids of this program's jobs begin with: an account may have jobs of others. */
    static final String OURS = "captions-";

    private static final Set<String> FIDELITIES = Set.of("mechanical", "premium", "professional");
    private static final Set<String> PRIORITIES = Set.of("standard", "priority");
    private static final Pattern HOURS = Pattern.compile("([1-9][0-9]{0,3})h");
    private static final Pattern LANGUAGE = Pattern.compile("([a-z]{2,3})(_[a-z0-9]{2,3})?");

    /** Those of ISO 639-1, and what else the service calls a language. */
    private static final Set<String> LANGUAGES = Stream.concat(
                    Stream.of(Locale.getISOLanguages()), Stream.of("cz", "dk", "gr", "jp", "cmn", "fil"))
            .collect(Collectors.toUnmodifiableSet());

    static OrderOptions of(Settings settings, Callbacks callbacks) {
        Integer hours = settings.optional("captions.turnaround-hours")
                .map(value -> settings.number("captions.turnaround-hours", 1, 9999))
                .orElse(null);
        settings.choice("captions.fidelity", "MECHANICAL", "PREMIUM", "PROFESSIONAL");
        settings.choice("captions.priority", "STANDARD", "PRIORITY");
        return new OrderOptions(hours, callbacks);
    }

    void read(Exchange exchange) throws Cielo24InvalidRequestException {
        Message message = exchange.getMessage();
        String path = path(exchange);
        message.setHeader(Cielo24Constants.JOB_NAME, path);
        message.setHeader(Cielo24Constants.EXTERNAL_ID, externalId(message, path));
        message.setHeader(Cielo24Constants.TURNAROUND_HOURS, turnaroundHours);
        if (callbacks != null) {
            message.setHeader(Cielo24Constants.CALLBACK_URL, callbacks.url());
        }
        int slash = path.indexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash).toLowerCase(Locale.ROOT);
        if (FIDELITIES.contains(folder.replaceFirst("-.*", ""))) {
            message.getHeaders().putAll(read(folder));
        }
        LOG.info("{}: is being sent, then its transcription is ordered", Text.shown(path));
    }

    /** Nothing is guessed: a wrong order costs money. */
    private static Map<String, Object> read(String folder) throws Cielo24InvalidRequestException {
        Map<String, Object> order = new HashMap<>();
        for (String word : folder.split("-")) {
            Map.Entry<String, Object> meaning = meaning(word);
            if (meaning == null) {
                throw refused(
                        folder,
                        "has the word '" + word + "', which is no fidelity (mechanical, premium,"
                                + " professional), priority (standard, priority), turnaround (48h) or language (en, pt_br)");
            }
            if (order.put(meaning.getKey(), meaning.getValue()) != null) {
                throw refused(folder, "has more than one word for the same, such as '" + word + "'");
            }
        }
        return order;
    }

    private static Cielo24InvalidRequestException refused(String folder, String flaw) {
        return new Cielo24InvalidRequestException(
                null, "the folder " + Text.shown(folder) + " " + Text.shown(flaw) + "; rename the folder");
    }

    /** The header for a word, or {@code null}. */
    private static Map.Entry<String, Object> meaning(String word) {
        if (FIDELITIES.contains(word)) {
            return Map.entry(Cielo24Constants.FIDELITY, word.toUpperCase(Locale.ROOT));
        }
        if (PRIORITIES.contains(word)) {
            return Map.entry(Cielo24Constants.PRIORITY, word.toUpperCase(Locale.ROOT));
        }
        if (HOURS.matcher(word).matches()) {
            return Map.entry(Cielo24Constants.TURNAROUND_HOURS, Integer.valueOf(word.replace("h", "")));
        }
        boolean isLanguage = LANGUAGE.matcher(word).matches() && LANGUAGES.contains(word.replaceFirst("_.*", ""));
        return isLanguage ? Map.entry(Cielo24Constants.LANGUAGE, word.replace('_', '-')) : null;
    }

    /** Of the file within the inbox, with slashes. */
    static String path(Exchange exchange) {
        return exchange.getMessage()
                .getHeader(Exchange.FILE_NAME, "", String.class)
                .replace(File.separatorChar, '/');
    }

    /** The service refuses a second job with it. */
    private static String externalId(Message message, String path) {
        File file = message.getBody(File.class);
        return OURS + Media.keyOfFile(path, file.length(), file.lastModified());
    }
}
