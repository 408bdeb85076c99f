package com.cielo24.camel;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.MediaUrl;
import org.apache.camel.WrappedFile;

/**
 * A file {@code ….url}: one line with a URL, or an internet shortcut of Windows.
 *
 * @param jobId the job, for error messages
 */
record UrlFile(Path file, String jobId) {

    private static final int LONGEST = 64 * 1024;

    /** The file that is the body of a message; {@code null} if it is something else. */
    static UrlFile of(Object body, String jobId) {
        Object content = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        boolean isFile = content instanceof File || content instanceof Path;
        return isFile && content.toString().toLowerCase(Locale.ROOT).endsWith(".url")
                ? new UrlFile(content instanceof File local ? local.toPath() : (Path) content, jobId)
                : null;
    }

    /**
     * @return the URL in the file, unchanged
     */
    String read() throws IOException, Cielo24InvalidRequestException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw refused("is larger than 64 KB, so it contains no URL; if it is the media, give it the ending of its"
                    + " format");
        }
        List<String> lines = text(bytes)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        boolean isShortcut = lines.stream().anyMatch(line -> line.startsWith("["));
        List<String> urls = isShortcut ? targets(lines) : lines;
        if (urls.size() != 1 || !MediaUrl.looksLike(urls.get(0))) {
            throw refused("must contain one http:// or https:// URL, on a line of its own or as URL= in the section"
                    + " [InternetShortcut]; it contains " + (urls.size() == 1 ? "another text" : urls.size()));
        }
        return urls.get(0);
    }

    private static List<String> targets(List<String> lines) {
        return lines.stream()
                .dropWhile(line -> !line.equalsIgnoreCase("[InternetShortcut]"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("["))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("url="))
                .map(line -> line.substring(4).strip())
                .toList();
    }

    /** Windows writes such files in UTF-16 or in the code page of the system. */
    private static String text(byte[] bytes) {
        Charset charset = hasUtf16Mark(bytes) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("^\\uFEFF", "");
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    private static boolean hasUtf16Mark(byte[] bytes) {
        return bytes.length > 1
                && (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                        || bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE);
    }

    private Cielo24InvalidRequestException refused(String reason) {
        return new Cielo24InvalidRequestException(jobId, "the .url file " + reason);
    }
}
