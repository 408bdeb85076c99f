package com.cielo24.examples.support;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.camel.traffic.Call;
import com.cielo24.camel.traffic.Outcome;
import com.cielo24.camel.traffic.Traffic;
import com.cielo24.camel.traffic.TrafficListener;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.camel.Exchange;
import org.apache.camel.util.UnitUtils;
import org.slf4j.Logger;

/**
 * Shows how far uploads are that take longer than a second: on a terminal one bar for all of them, which goes with the
 * last; elsewhere a line in the log for each, every few seconds.
 */
final class Progress implements TrafficListener, AutoCloseable {

    private static final int WIDTH = 79;

    private final PrintStream terminal;
    private final Traffic traffic;
    private final Function<Exchange, String> subject;
    private final Logger log;
    private ProgressBar bar;

    /**
     * @param terminal where the bar is drawn; {@code null} for lines
     * @param subject  what an exchange is about
     */
    Progress(PrintStream terminal, Traffic traffic, Function<Exchange, String> subject, Logger log) {
        this.terminal = terminal;
        this.traffic = traffic;
        this.subject = subject;
        this.log = log;
        traffic.addListener(this);
    }

    /**
     * A bar, if there is a terminal where one can be drawn.
     *
     * @param interval between two lines for an upload
     */
    static Progress of(Cielo24Component component, Duration interval, Function<Exchange, String> subject, Logger log) {
        component.getConfiguration().setProgressInterval(interval.toMillis());
        return new Progress(isTerminal() ? System.err : null, component.getTraffic(), subject, log);
    }

    /** Lines of the log are to wipe out the bar, which is then drawn anew. To be called before anything logs. */
    static void prepareLog() {
        if (isTerminal()) {
            System.setProperty("terminal.clear", "\r\u001b[K");
        }
    }

    private static boolean isTerminal() {
        // JDK 22 to 24 have a console without a terminal otherwise
        System.setProperty("jdk.console", "java.base");
        return System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    @Override
    public void progressed(Call upload, boolean due) {
        if (terminal != null) {
            draw();
        } else if (due) {
            log.info(
                    "{}: {} of {}, {} %, {}/s",
                    subject.apply(upload.exchange()),
                    UnitUtils.printUnitFromBytesDot(upload.sent()),
                    UnitUtils.printUnitFromBytesDot(upload.total()),
                    upload.percent(),
                    UnitUtils.printUnitFromBytesDot(Math.round(upload.rate())));
        }
    }

    @Override
    public void ended(Call call, Outcome outcome) {
        if (terminal != null) {
            draw();
        }
    }

    private synchronized void draw() {
        List<Call> uploads = traffic.uploads().stream()
                .filter(upload -> upload.age().toSeconds() > 0 && upload.sent() > 0)
                .toList();
        if (uploads.isEmpty()) {
            close();
            return;
        }
        long sent = uploads.stream().mapToLong(Call::sent).sum();
        if (bar == null) {
            double rate = uploads.stream().mapToDouble(Call::rate).sum();
            bar = new ProgressBarBuilder()
                    .setTaskName("Uploads")
                    .setUnit(" MB", 1_000_000)
                    .setUpdateIntervalMillis(500)
                    .showSpeed()
                    // the upload began when its events did, not when the first of them came here
                    .startsFrom(sent, Duration.ofMillis((long) (sent * 1000 / Math.max(1, rate))))
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                    .build();
        }
        bar.maxHint(uploads.stream().mapToLong(Call::total).sum());
        bar.stepTo(sent);
        bar.setExtraMessage(uploads.size() == 1 ? "" : " of " + uploads.size());
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
