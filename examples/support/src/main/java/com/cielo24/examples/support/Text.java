package com.cielo24.examples.support;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Text that comes from elsewhere. */
public final class Text {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\u2028\u2029\uFFFD]");

    private Text() {}

    /**
     * Reads UTF-8, or UTF-16 with a byte order mark.
     *
     * @return the text without such a mark, without NULs behind it, as C programs leave them, and without white space
     *         around it
     */
    public static String decoded(byte[] bytes) throws CharacterCodingException {
        char mark = bytes.length < 2 ? 0 : ByteBuffer.wrap(bytes).getChar();
        Charset charset = mark == '\uFEFF' || mark == '\uFFFE' ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        return plain(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    }

    /**
     * @param text or {@code null}
     * @return     without a byte order mark, NULs and white space around it; empty for {@code null}
     */
    public static String plain(String text) {
        return text == null
                ? ""
                : text.replaceFirst("^\uFEFF", "").replaceFirst("\0+\\s*$", "").strip();
    }

    /** On one line: names and reasons that come from elsewhere must not write lines of their own. */
    public static String shown(Object text) {
        return UNPRINTABLE
                .matcher(String.valueOf(text))
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }
}
