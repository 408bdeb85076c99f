package com.cielo24.examples.support;

import java.io.Console;
import java.time.Duration;

import org.apache.camel.spi.EventNotifier;

/** Whether a person sits before the output, and how lines get along there with a bar that moves. */
public final class Terminal {

    private static final String CLEAR = "terminal.clear";

    private Terminal() {}

    /** Has lines of the log wipe out the bar, which is then drawn anew. Before anything logs. */
    public static void prepare() {
        if (isOne()) {
            System.setProperty(CLEAR, "\r\u001b[K");
        }
    }

    /**
     * Shows how far long uploads are: a bar where one can be drawn, lines elsewhere.
     *
     * @param interval how often each upload gets a line
     * @param lines    tells a person of it
     */
    public static EventNotifier progress(Duration interval, ProgressLines.Teller lines) {
        return isOne() ? new ProgressBars(System.err) : new ProgressLines(interval, lines);
    }

    /**
     * @return whether a bar can be drawn
     */
    public static boolean isOne() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // since JDK 22 there is a console without a terminal, too
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
