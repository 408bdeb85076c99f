package com.cielo24.examples.captions;

import java.io.File;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(_[a-z0-9]{2,3})?");

    static OrderOptions of(Settings settings, Callbacks callbacks) {
        Integer hours = settings.optional("captions.turnaround-hours")
                .map(value -> settings.number("captions.turnaround-hours", 1, 9999))
                .orElse(null);
        return new OrderOptions(hours, callbacks);
    }

    void read(Exchange exchange) throws Cielo24InvalidRequestException {
        Message message = exchange.getMessage();
        String path = path(exchange);
        LOG.info("{}: is sent, and its transcription ordered", Text.shown(path));
        message.setHeader(Cielo24Constants.JOB_NAME, path);
        message.setHeader(Cielo24Constants.EXTERNAL_ID, externalId(message, path));
        message.setHeader(Cielo24Constants.TURNAROUND_HOURS, turnaroundHours);
        if (callbacks != null) {
            message.setHeader(Cielo24Constants.CALLBACK_URL, callbacks.url());
        }
        int slash = path.indexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash).toLowerCase(Locale.ROOT);
        if (FIDELITIES.contains(folder.replaceFirst("-.*", ""))) {
            for (String word : folder.split("-")) {
                read(word, message, folder);
            }
        }
    }

    private static void read(String word, Message message, String folder) throws Cielo24InvalidRequestException {
        if (FIDELITIES.contains(word)) {
            message.setHeader(Cielo24Constants.FIDELITY, word.toUpperCase(Locale.ROOT));
        } else if (PRIORITIES.contains(word)) {
            message.setHeader(Cielo24Constants.PRIORITY, word.toUpperCase(Locale.ROOT));
        } else if (HOURS.matcher(word).matches()) {
            message.setHeader(Cielo24Constants.TURNAROUND_HOURS, Integer.valueOf(word.replace("h", "")));
        } else if (LANGUAGE.matcher(word).matches()) {
            message.setHeader(Cielo24Constants.LANGUAGE, word.replace('_', '-'));
        } else {
            throw new Cielo24InvalidRequestException(
                    null,
                    "nothing was sent: the folder " + Text.shown(folder) + " has the word '" + Text.shown(word)
                            + "', which is no fidelity (mechanical, premium, professional), priority (standard,"
                            + " priority), turnaround (48h) or language (en, pt_br); rename the folder");
        }
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
