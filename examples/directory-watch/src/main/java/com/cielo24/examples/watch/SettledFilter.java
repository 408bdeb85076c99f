package com.cielo24.examples.watch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Accepts a file once it has not changed for a while. Camel's {@code readLock=changed} asks the same, but waits for
 * each file in turn: ten thousand files would take ten thousand times as long, and one that grows holds up all others.
 * This compares a file with what it was at earlier polls, and never waits.
 */
final class SettledFilter implements GenericFileFilter<File> {

    private static final Set<String> UNFINISHED = Set.of("part", "filepart", "tmp", "crdownload", "camellock");
    private static final long SWEEP = Duration.ofSeconds(30).toNanos();

    /** A file as it was at the latest poll, and since when it has been so. */
    private record Seen(FileState state, long since) {}

    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();
    private final Map<Path, Long> postponed = new ConcurrentHashMap<>();
    private final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    private final Consumer<String> whenUnreadable;
    private final long settle;
    private final LongSupplier clock;
    private long lastSweep;

    /**
     * @param whenUnreadable hears once of each file that cannot be opened by its name
     */
    SettledFilter(Duration settle, Consumer<String> whenUnreadable) {
        this(settle, whenUnreadable, System::nanoTime);
    }

    /**
     * @param clock nanoseconds that only go forward
     */
    SettledFilter(Duration settle, Consumer<String> whenUnreadable, LongSupplier clock) {
        this.settle = settle.toNanos();
        this.whenUnreadable = whenUnreadable;
        this.clock = clock;
        this.lastSweep = clock.getAsLong();
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        Path path = path(file.getFile());
        if (path == null) {
            return false;
        }
        if (file.isDirectory()) {
            // a link may lead anywhere, also back to where it is
            return !Files.isSymbolicLink(path);
        }
        sweep();
        return !isIgnored(file.getFileNameOnly()) && !isPostponed(path) && isSettled(path);
    }

    /** One file whose name has characters that this system's locale does not know must not hold up all others. */
    private Path path(File file) {
        try {
            return file.toPath();
        } catch (InvalidPathException e) {
            if (unreadable.add(file.getPath())) {
                whenUnreadable.accept(file.getPath());
            }
            return null;
        }
    }

    /**
     * Whether a name says that the file is hidden, not finished, or a report that this watch wrote itself.
     */
    static boolean isIgnored(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".")
                || UNFINISHED.contains(lower.substring(lower.lastIndexOf('.') + 1))
                || Report.isReport(lower);
    }

    private boolean isSettled(Path path) {
        Optional<FileState> state = FileState.of(path);
        if (state.isEmpty()) {
            seen.remove(path);
            return false;
        }
        long now = clock.getAsLong();
        Seen before = seen.get(path);
        if (before == null || !before.state.equals(state.get())) {
            seen.put(path, new Seen(state.get(), now));
            return false;
        }
        return now - before.since >= settle;
    }

    /**
     * Whether a file that was accepted is still as it was then. It may have waited for its turn for hours.
     */
    boolean isStill(Path path, FileState state) {
        Seen before = seen.get(path);
        return before != null && before.state.equals(state);
    }

    /** Forgets a file that has left the inbox. */
    void forget(Path path) {
        seen.remove(path);
    }

    /** Leaves a file alone for a while. */
    void postpone(Path path, Duration time) {
        postponed.put(path, clock.getAsLong() + time.toNanos());
    }

    boolean isPostponed(Path path) {
        Long until = postponed.get(path);
        if (until == null) {
            return false;
        }
        if (clock.getAsLong() < until) {
            return true;
        }
        postponed.remove(path);
        return false;
    }

    /** Forgets files that someone else took away; otherwise they would be remembered for ever. */
    private void sweep() {
        long now = clock.getAsLong();
        if (now - lastSweep > SWEEP) {
            lastSweep = now;
            seen.keySet().removeIf(path -> FileState.of(path).isEmpty());
            postponed.keySet().removeIf(path -> FileState.of(path).isEmpty());
        }
    }

    /** How many files are remembered. */
    int size() {
        return seen.size();
    }
}
