package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.examples.support.Text;
import org.apache.camel.Exchange;

/**
 * A file of the inbox that is under way.
 *
 * @param path    where it is within the inbox: relative, with slashes
 * @param state   when it was taken
 * @param started when that was
 */
record WatchedFile(Path file, String path, BasicFileAttributes state, Instant started) {

    private static final String PROPERTY = "watchedFile";
    private static final Pattern START = Pattern.compile("(?i)(?:.*/)?([0-9a-f]{32})(?![0-9a-z])[^/]*", Pattern.DOTALL);
    private static final Pattern FOLDER = Pattern.compile("(?i)(?:.*/)?([0-9a-f]{32})/.*", Pattern.DOTALL);

    static WatchedFile take(Exchange exchange, Path file, String path, BasicFileAttributes state) {
        WatchedFile taken = new WatchedFile(file, path, state, now());
        exchange.setProperty(PROPERTY, taken);
        return taken;
    }

    static WatchedFile of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, WatchedFile.class);
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** How long it has been under way. */
    Duration time() {
        return Duration.between(started, now());
    }

    boolean isUrl() {
        return path.toLowerCase(Locale.ROOT).endsWith(".url");
    }

    boolean isUnchanged() {
        try {
            return Inbox.isSame(state, Inbox.attributes(file));
        } catch (IOException e) {
            return false;
        }
    }

    boolean isJobInName() {
        return START.matcher(path).matches();
    }

    /**
     * @param  byName whether the file's own name may start with a job id
     * @return        32 hex digits, in lower case; {@code null} if neither the name nor a folder is a job id
     */
    String jobId(boolean byName) throws Cielo24InvalidRequestException {
        String ofName = byName ? found(START) : null;
        String ofFolder = found(FOLDER);
        if (ofName != null && ofFolder != null && !ofName.equals(ofFolder)) {
            throw new Cielo24InvalidRequestException(
                    null, "the file's name starts with job " + ofName + ", but its folder is that of job " + ofFolder);
        }
        return ofName != null ? ofName : ofFolder;
    }

    private String found(Pattern pattern) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
    }

    /**
     * What the job is known by that is created for this file. The service refuses a second job with it.
     *
     * @param byContent whether only the content counts, and not the path, size and time
     */
    String externalId(boolean byContent) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        if (byContent) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        } else {
            String text = path + '\n' + state.size() + '\n' + state.lastModifiedTime();
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return (byContent ? "content-" : "file-") + HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    /** For the log. */
    @Override
    public String toString() {
        return Text.shown(path);
    }
}
