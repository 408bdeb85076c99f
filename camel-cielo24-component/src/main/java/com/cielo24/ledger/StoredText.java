package com.cielo24.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts as every database stores them exactly, whatever its character set and the length of its columns. */
final class StoredText {

    private static final int LONGEST_JOB = 64;
    private static final int LONGEST = 200;
    private static final String HASHED = "sha256-";
    private static final Pattern PLAIN = Pattern.compile("[ -~]+");

    private StoredText() {}

    static String ofJob(String jobId) {
        String job = jobId.toLowerCase(Locale.ROOT);
        return job.length() <= LONGEST_JOB && isPlain(job) ? job : hash(job);
    }

    static String ofKey(String mediaKey) {
        return isPlain(mediaKey) && !mediaKey.startsWith(HASHED) ? mediaKey : HASHED + hash(mediaKey);
    }

    /** A task id is of use only as it is. */
    static String ofTask(String taskId) {
        return taskId != null && isPlain(taskId) ? taskId : null;
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST && PLAIN.matcher(text).matches();
    }

    private static String hash(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            // not of an encoding: it would replace what is no character
            text.chars().forEach(c -> {
                sha256.update((byte) (c >> 8));
                sha256.update((byte) c);
            });
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
    }
}
