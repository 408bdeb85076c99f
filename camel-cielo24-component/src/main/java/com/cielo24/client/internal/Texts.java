package com.cielo24.client.internal;

import java.util.regex.Pattern;

/** Texts from outside. */
public final class Texts {

    /** All that some program takes for the end of a line, too. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]+");

    private Texts() {}

    /** A text from outside must not look like another line of a log, nor like another header. */
    public static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ");
    }

    public static boolean hasControls(String text) {
        return CONTROLS.matcher(text).find();
    }
}
