package com.cielo24.simulator;

/** Text for a terminal: control characters could draw on it, or add lines to a log. */
final class Printable {
    private Printable() {}

    /** Control characters escaped, and those that separate lines or change the direction of writing. */
    static String of(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars().forEach(c -> {
            if (isPrintable(c)) {
                printable.append((char) c);
            } else {
                printable.append(String.format(c > 0xff ? "\\u%04x" : "\\x%02x", c));
            }
        });
        return printable.toString();
    }

    /** The same, cut off after this many characters. */
    static String of(String text, int most) {
        return of(text.length() <= most ? text : text.substring(0, most) + "...");
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
