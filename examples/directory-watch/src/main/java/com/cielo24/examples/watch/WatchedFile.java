package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.cielo24.client.Cielo24InvalidRequestException;
import org.apache.camel.Exchange;

/**
 * A file of the inbox that is under way.
 *
 * @param file    where it is
 * @param path    the same within the inbox: relative, with slashes
 * @param state   when it was taken
 * @param started when that was
 */
record WatchedFile(Path file, String path, BasicFileAttributes state, Instant started) {

    private static final String PROPERTY = "watchedFile";
    private static final Pattern START = Pattern.compile("(?i)([0-9a-f]{32})(?![0-9a-z])");
    private static final Pattern FOLDER = Pattern.compile("(?i)(?:.*/)?([0-9a-f]{32})/.*", Pattern.DOTALL);

    static WatchedFile of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, WatchedFile.class);
    }

    void keepIn(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
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

    /**
     * @param  byName whether the file's own name may start with a job id
     * @return        32 hex digits, in lower case; {@code null} if neither the name nor a folder is a job id
     */
    String jobId(boolean byName) throws Cielo24InvalidRequestException {
        Matcher start = start();
        Matcher folder = FOLDER.matcher(path);
        String ofName = byName && start.lookingAt() ? start.group(1).toLowerCase(Locale.ROOT) : null;
        String ofFolder = folder.matches() ? folder.group(1).toLowerCase(Locale.ROOT) : null;
        if (ofName != null && ofFolder != null && !ofName.equals(ofFolder)) {
            throw new Cielo24InvalidRequestException(
                    null, "the file's name starts with job " + ofName + ", but its folder is that of job " + ofFolder);
        }
        return ofName != null ? ofName : ofFolder;
    }

    boolean isJobInName() {
        return start().lookingAt();
    }

    private Matcher start() {
        return START.matcher(path.substring(path.lastIndexOf('/') + 1));
    }

    /**
     * What the job is known by that is created for this file. The service refuses a second job with it.
     *
     * @param byContent whether only the content counts, and not the path, size and time
     */
    String externalId(boolean byContent) throws IOException {
        MessageDigest digest = sha256();
        if (byContent) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                byte[] buffer = new byte[128 * 1024];
                while (in.read(buffer) >= 0) {
                    // the digest takes it
                }
            }
        } else {
            String text = path + '\n' + state.size() + '\n' + state.lastModifiedTime();
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return (byContent ? "content-" : "file-") + HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
