package com.cielo24.examples.benchmark.sender;

/**
 * What a round of work took.
 *
 * @param nanos    from its start to its end
 * @param cpuNanos that the process had of the processors, with all its threads
 * @param count    how often something was sent
 */
public record Round(long nanos, long cpuNanos, long count) {

    public static Round parse(String text) {
        String[] fields = text.split(" ");
        return new Round(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    }

    public double seconds() {
        return nanos / 1e9;
    }

    public double cpuSeconds() {
        return cpuNanos / 1e9;
    }

    public double perSecond() {
        return count / seconds();
    }

    @Override
    public String toString() {
        return nanos + " " + cpuNanos + " " + count;
    }
}
