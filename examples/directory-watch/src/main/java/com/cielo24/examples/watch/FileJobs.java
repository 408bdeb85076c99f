package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.examples.support.Text;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.UnitUtils;

import static com.cielo24.examples.watch.DirectoryWatch.LOG;

/**
 * Which job a file is for: the one that its name or a folder names, or a new one.
 *
 * @param create    whether a job is created for a file that names none
 * @param byName    whether the file's own name may start with a job id
 * @param byContent whether a created job is known by the content of its file, and not by its path, size and time
 */
record FileJobs(boolean create, boolean byName, boolean byContent) {

    private static final Pattern START = Pattern.compile("(?i)(?:.*/)?([0-9a-f]{32})(?![0-9a-z])[^/]*", Pattern.DOTALL);
    private static final Pattern FOLDER = Pattern.compile("(?i)(?:.*/)?([0-9a-f]{32})/.*", Pattern.DOTALL);

    void find(Exchange exchange) throws IOException, Cielo24InvalidRequestException {
        Message message = exchange.getMessage();
        String path = path(exchange);
        String job = jobId(path);
        long size = message.getHeader(Exchange.FILE_LENGTH, 0L, Long.class);
        String what = path.toLowerCase(Locale.ROOT).endsWith(".url") ? "URL" : UnitUtils.printUnitFromBytesDot(size);
        LOG.info("{}: {}{}", Text.shown(path), what, job == null ? "" : " to job " + job);
        if (job == null && !create) {
            throw new Cielo24InvalidRequestException(
                    null,
                    "no job id: start the file's name with the 32 hex digits of its job"
                            + " (64bea283eff6475ea6596027a6ba0929-lecture.mp4), or put it into a folder of that name");
        }
        message.setHeader(Cielo24Constants.JOB_ID, job);
        if (job == null) {
            message.setHeader(
                    Cielo24Constants.EXTERNAL_ID,
                    externalId(message.getBody(File.class).toPath(), path));
            message.setHeader(Cielo24Constants.JOB_NAME, path);
        }
    }

    /** Of the file within the inbox, with slashes. */
    static String path(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class).replace(File.separatorChar, '/');
    }

    static boolean isJobInName(String path) {
        return START.matcher(path).matches();
    }

    private String jobId(String path) throws Cielo24InvalidRequestException {
        String ofName = byName ? found(START, path) : null;
        String ofFolder = found(FOLDER, path);
        if (ofName != null && ofFolder != null && !ofName.equals(ofFolder)) {
            throw new Cielo24InvalidRequestException(
                    null, "the file's name starts with job " + ofName + ", but its folder is that of job " + ofFolder);
        }
        return ofName != null ? ofName : ofFolder;
    }

    private static String found(Pattern pattern, String path) {
        Matcher matcher = pattern.matcher(path);
        return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
    }

    /** What the created job is known by. The service refuses a second job with it. */
    private String externalId(Path file, String path) throws IOException {
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
            String text = path + '\n' + Files.size(file) + '\n' + Files.getLastModifiedTime(file);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return (byContent ? "content-" : "file-") + HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
