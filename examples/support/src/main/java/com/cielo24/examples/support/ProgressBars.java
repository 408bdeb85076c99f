package com.cielo24.examples.support;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.cielo24.camel.UploadEvent;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * One bar on the terminal for all uploads that take longer than a second; it goes with the last of them.
 */
public final class ProgressBars extends EventNotifierSupport {

    private static final int INTERVAL = 500;
    private static final int WIDTH = 79;

    private final PrintStream terminal;
    private final Map<Exchange, UploadEvent> uploads = new HashMap<>();
    private ProgressBar bar;

    /**
     * @param terminal where the bar is drawn
     */
    public ProgressBars(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof UploadEvent;
    }

    @Override
    public synchronized void notify(CamelEvent event) {
        UploadEvent upload = (UploadEvent) event;
        if (upload.getKind() == UploadEvent.Kind.PROGRESS) {
            uploads.put(upload.getExchange(), upload);
        } else if (uploads.remove(upload.getExchange()) == null) {
            return;
        }
        draw();
    }

    private void draw() {
        if (uploads.isEmpty()) {
            if (bar != null) {
                bar.close();
                bar = null;
            }
            return;
        }
        long sent =
                uploads.values().stream().mapToLong(UploadEvent::getBytesSent).sum();
        if (bar == null) {
            double rate =
                    uploads.values().stream().mapToDouble(UploadEvent::getRate).sum();
            bar = new ProgressBarBuilder()
                    .setTaskName("Uploads")
                    .setUnit(" MB", 1_000_000)
                    .setUpdateIntervalMillis(INTERVAL)
                    .showSpeed()
                    // the upload began when its events did, not when the first of them came here
                    .startsFrom(sent, Duration.ofMillis((long) (sent * 1000 / Math.max(1, rate))))
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                    .build();
        }
        bar.maxHint(
                uploads.values().stream().mapToLong(UploadEvent::getBytesTotal).sum());
        bar.stepTo(sent);
        bar.setExtraMessage(uploads.size() == 1 ? "" : " of " + uploads.size());
    }

    @Override
    protected synchronized void doStop() throws Exception {
        uploads.clear();
        draw();
        super.doStop();
    }
}
