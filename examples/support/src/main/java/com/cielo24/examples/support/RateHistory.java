package com.cielo24.examples.support;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import com.cielo24.camel.Cielo24Component;
import org.apache.camel.CamelContext;

/** The rate of all uploads over the last minutes, so that a page that is opened now shows what was. */
final class RateHistory {

    private static final int SAMPLES = 600;

    private final CamelContext context;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long lastAt;
    private long lastBytes;

    /**
     * @param at   seconds since 1970
     * @param rate bytes a second, over the time since the sample before
     */
    record Sample(long at, long rate) {}

    RateHistory(CamelContext context) {
        this.context = context;
    }

    /** Called about once a second. */
    synchronized void sample() {
        long now = System.currentTimeMillis();
        long bytes = context.getComponentNames().stream()
                .map(context::hasComponent)
                .distinct()
                .mapToLong(component -> component instanceof Cielo24Component cielo24
                        ? cielo24.getTraffic().bytesSent()
                        : 0)
                .sum();
        if (lastAt > 0 && now > lastAt) {
            samples.addLast(new Sample(now / 1000, (bytes - lastBytes) * 1000 / (now - lastAt)));
        }
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
        lastAt = now;
        lastBytes = bytes;
    }

    /**
     * @return the oldest first
     */
    synchronized List<Sample> samples() {
        return new ArrayList<>(samples);
    }
}
