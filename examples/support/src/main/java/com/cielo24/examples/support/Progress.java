package com.cielo24.examples.support;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import com.cielo24.camel.UploadEvent;
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
public final class Progress implements AutoCloseable {

    private static final String TOLD = "ingestProgressTold";
    private static final int WIDTH = 79;

    private final PrintStream terminal;
    private final Duration interval;
    private final Logger log;
    private ProgressBar bar;

    /**
     * @param terminal where the bar is drawn; {@code null} for lines
     * @param interval between two lines for an upload
     */
    Progress(PrintStream terminal, Duration interval, Logger log) {
        this.terminal = terminal;
        this.interval = interval;
        this.log = log;
    }

    /** A bar, if there is a terminal where one can be drawn. */
    public static Progress of(Duration interval, Logger log) {
        return new Progress(isTerminal() ? System.err : null, interval, log);
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

    /** Not to be called by two threads at once. */
    void show(UploadEvent event, Function<Exchange, String> subject, Collection<UploadEvent> underWay) {
        if (terminal != null) {
            draw(underWay.stream()
                    .filter(upload -> upload.getKind() == UploadEvent.Kind.PROGRESS)
                    .toList());
        } else if (event.getKind() == UploadEvent.Kind.PROGRESS && isDue(event)) {
            log.info(
                    "{}: {} of {}, {} %, {}/s",
                    subject.apply(event.getExchange()),
                    UnitUtils.printUnitFromBytesDot(event.getBytesSent()),
                    UnitUtils.printUnitFromBytesDot(event.getBytesTotal()),
                    event.getBytesSent() * 100 / Math.max(1, event.getBytesTotal()),
                    UnitUtils.printUnitFromBytesDot(Math.round(event.getRate())));
        }
    }

    /** The first event of an upload comes after a second. */
    private boolean isDue(UploadEvent event) {
        Exchange exchange = event.getExchange();
        long told = exchange.getProperty(TOLD, event.getTimestamp() - 1_000, Long.class);
        boolean isDue = event.getTimestamp() - told >= interval.toMillis();
        if (isDue || exchange.getProperty(TOLD) == null) {
            exchange.setProperty(TOLD, isDue ? event.getTimestamp() : told);
        }
        return isDue;
    }

    private void draw(List<UploadEvent> uploads) {
        if (uploads.isEmpty()) {
            close();
            return;
        }
        long sent = uploads.stream().mapToLong(UploadEvent::getBytesSent).sum();
        if (bar == null) {
            double rate = uploads.stream().mapToDouble(UploadEvent::getRate).sum();
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
        bar.maxHint(uploads.stream().mapToLong(UploadEvent::getBytesTotal).sum());
        bar.stepTo(sent);
        bar.setExtraMessage(uploads.size() == 1 ? "" : " of " + uploads.size());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
