package com.cielo24.examples.benchmark.sender;

import java.nio.file.Path;

/**
 * One round of work, as a line of text from the benchmark to a sender.
 *
 * @param kind    what is sent
 * @param senders how many threads send at once, each the same
 * @param each    how often each of them sends; 0 to go on for a time
 * @param millis  that time
 * @param file    what is uploaded
 */
public record Work(Kind kind, int senders, long each, long millis, Path file) {

    /** What is sent. */
    public enum Kind {
        URL,
        UPLOAD
    }

    public static Work upload(Path file, int senders) {
        return new Work(Kind.UPLOAD, senders, 1, 0, file);
    }

    public static Work lasting(Kind kind, int senders, long millis, Path file) {
        return new Work(kind, senders, 0, millis, file);
    }

    static Work parse(String line) {
        String[] fields = line.split(" ", 5);
        return new Work(
                Kind.valueOf(fields[0]),
                Integer.parseInt(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Path.of(fields[4]));
    }

    @Override
    public String toString() {
        return "%s %d %d %d %s".formatted(kind, senders, each, millis, file);
    }
}
