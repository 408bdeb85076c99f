package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import com.cielo24.client.MediaUrl;
import com.cielo24.examples.outcome.BadInputException;

/**
 * A file {@code ….url}: one line of text with a URL, or an internet shortcut as Windows writes it.
 */
final class UrlFile {

    private static final int LONGEST = 64 * 1024;
    private static final String SHORTCUT = "[InternetShortcut]";

    private UrlFile() {}

    static boolean isUrlFile(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".url");
    }

    /**
     * @return                   the URL in the file, to the letter
     * @throws BadInputException if there is not exactly one
     */
    static String read(Path file) throws IOException, BadInputException {
        List<String> lines = text(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new BadInputException("the .url file is empty; write one line with the media's URL into it");
        }
        String url = lines.get(0).equalsIgnoreCase(SHORTCUT) ? target(lines) : onlyLine(lines);
        if (!MediaUrl.looksLike(url)) {
            throw new BadInputException(
                    "the .url file holds no http:// or https:// URL; write one line with the" + " media's URL into it");
        }
        return url;
    }

    private static String onlyLine(List<String> lines) throws BadInputException {
        if (lines.size() > 1) {
            throw new BadInputException("the .url file has " + lines.size()
                    + " lines with text, but must have one: the media's URL; a job takes one piece of media only");
        }
        return lines.get(0);
    }

    private static String target(List<String> lines) throws BadInputException {
        List<String> targets = lines.stream()
                .skip(1)
                .takeWhile(line -> !line.startsWith("["))
                .filter(line -> line.regionMatches(true, 0, "URL=", 0, 4))
                .map(line -> line.substring(4).strip())
                .toList();
        if (targets.size() != 1) {
            throw new BadInputException(
                    "the internet shortcut has " + targets.size() + " lines URL=, but must have one");
        }
        return targets.get(0);
    }

    private static String text(Path file) throws IOException, BadInputException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw new BadInputException("the .url file is larger than 64 KB, so it is no file with a URL; if it is the"
                    + " media itself, give it the ending of its format");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadInputException("the .url file is not UTF-8 text; write one line with the media's URL into it");
        }
    }
}
