package com.cielo24.client.internal;

import java.util.regex.Pattern;

/** Handles texts from outside. */
public final class Texts {

    /** Includes every character that some program takes for a line break. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+");

    private Texts() {}

    /** A text from outside must not be able to forge a log line or a header. */
    public static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }

    public static boolean hasControls(String text) {
        return CONTROLS.matcher(text).find();
    }
}
