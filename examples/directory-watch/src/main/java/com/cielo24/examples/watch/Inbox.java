package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.cielo24.examples.support.Settings;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.PollingConsumerPollStrategy;

import static com.cielo24.examples.watch.DirectoryWatch.LOG;
import static com.cielo24.examples.watch.DirectoryWatch.escaped;

/**
 * Which files of the inbox are taken, and when. Camel's {@code readLock=changed} waits for each file in turn; this
 * compares a file with what it was at earlier polls, and never waits.
 */
final class Inbox implements GenericFileFilter<File>, PollingConsumerPollStrategy {

    private static final int DEEPEST = 100;
    private static final int MOST_LOGGED = 1000;
    private static final Duration EMPTY = Duration.ofMinutes(1);

    /** Hidden, unfinished, written by this watch, or a folder of the system. Nothing of it is logged. */
    private static final Pattern NEVER = Pattern.compile(
            "\\..*|~.*|.*~|.*\\.(result|error)\\.json|.*[.](temp|tmp|part|partial)[.][^.]+|.*[.](part|partial|filepart|tmp"
                    + "|temp|crdownload|download|downloading|aria2|opdownload|fdmdownload|dtapart|xltd|td|ut!|!ut|!qb|!bt"
                    + "|!sync|bc!|jc!|ytdl|part-frag.*|incomplete|unfinished|upload|uploading|inprogress|writing|copying"
                    + "|lock|lck|swp|swx|swo|crswap|camellock|bts|syncpart)|@eadir|@recycle|@recently-snapshot|#recycle"
                    + "|#snapshot|\\$recycle[.]bin|recycler|system volume information|lost[+]found|__macosx",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A file that has not been quiet for long enough, as it was at the latest poll. */
    private record Seen(BasicFileAttributes state, long since, long first, long pass) {}

    private final Path folder;
    private final List<PathMatcher> include;
    private final List<PathMatcher> exclude;
    private final long settle;
    private final LongSupplier clock;
    private final Map<Path, Seen> seen = new HashMap<>();
    private final Map<Path, Long> postponed = new HashMap<>();
    /** What was logged, and when it was seen last. */
    private final Map<String, Long> logged = new HashMap<>();

    private final Runnable beforePoll;
    /** With {@code --once}: what to do when nothing is left to take; otherwise {@code null}. */
    private final Runnable whenEmpty;

    private long pass;
    private int candidates;
    private boolean gone;
    private boolean allWell = true;

    Inbox(
            Path folder,
            Settings settings,
            Duration settle,
            Runnable beforePoll,
            Runnable whenEmpty,
            LongSupplier clock) {
        this.folder = folder;
        this.include = globs(settings.text("ingest.include"));
        this.exclude = globs(settings.optional("ingest.exclude").orElse(""));
        this.settle = settle.toNanos();
        this.beforePoll = beforePoll;
        this.whenEmpty = whenEmpty;
        this.clock = clock;
    }

    /** Splits at commas outside of braces. */
    private static List<PathMatcher> globs(String list) {
        return Stream.of(list.toLowerCase(Locale.ROOT).split(",(?![^{]*})"))
                .filter(glob -> !glob.isBlank())
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob.strip()))
                .toList();
    }

    private static boolean matches(List<PathMatcher> globs, String name) {
        return !globs.isEmpty() && matches(globs, Path.of(name.toLowerCase(Locale.ROOT)));
    }

    private static boolean matches(List<PathMatcher> globs, Path name) {
        return globs.stream().anyMatch(glob -> glob.matches(name));
    }

    @Override
    public synchronized boolean accept(GenericFile<File> file) {
        String name = file.getFileNameOnly();
        if (NEVER.matcher(name).matches()) {
            return false;
        }
        try {
            Path path = file.getFile().toPath();
            return file.isDirectory() ? isEntered(path, name) : isTaken(path, name);
        } catch (IOException | InvalidPathException e) {
            boolean isUnknown = e instanceof InvalidPathException || name.indexOf('\uFFFD') >= 0;
            // or else it has just been taken away
            return isUnknown
                    && warn(
                            file.getFile().getPath(),
                            "its name has characters that this locale does not know; rename it, or start the watch with"
                                    + " LC_ALL=C.UTF-8");
        }
    }

    private boolean isEntered(Path path, String name) {
        if (Files.isSymbolicLink(path)) {
            return warn(path.toString(), "it is a symbolic link, and links are not followed");
        }
        if (!Files.isReadable(path)) {
            return warn(path.toString(), "the folder cannot be read");
        }
        return matches(exclude, name)
                ? leave(path)
                : folder.relativize(path).getNameCount() <= DEEPEST
                        || warn(path.toString(), "folders may be nested " + DEEPEST + " deep");
    }

    private boolean isTaken(Path path, String name) throws IOException {
        BasicFileAttributes state = attributes(path);
        if (!matches(include, name) || matches(exclude, name) || state.isOther()) {
            return leave(path);
        }
        if (state.isSymbolicLink()) {
            return warn(path.toString(), "it is a symbolic link; put the file itself into the inbox");
        }
        long now = clock.getAsLong();
        if (postponed.getOrDefault(path, now) - now > 0) {
            return false;
        }
        postponed.remove(path);
        return isSettled(path, state);
    }

    private boolean isSettled(Path path, BasicFileAttributes state) {
        boolean isEmpty = state.size() == 0;
        long now = clock.getAsLong();
        long quiet = now - seen(path, state, now).since;
        if (isEmpty && quiet >= (whenEmpty != null ? settle : Math.max(settle, EMPTY.toNanos()))) {
            return warn(path.toString(), "it is empty, and stays in the inbox until it is filled");
        }
        boolean settled = quiet >= settle && !isEmpty;
        if (whenEmpty != null && !settled && now - seen.get(path).first > 6 * settle + EMPTY.toNanos()) {
            return warn(path.toString(), "it is still being written");
        }
        candidates++;
        return settled;
    }

    private Seen seen(Path path, BasicFileAttributes state, long now) {
        Seen before = seen.get(path);
        Seen seenNow = before == null
                ? new Seen(state, now - age(state), now, pass)
                : new Seen(state, isSame(before.state, state) ? before.since : now, before.first, pass);
        seen.put(path, seenNow);
        return seenNow;
    }

    /** How long a file has been quiet at least. A time in the future proves nothing. */
    private static long age(BasicFileAttributes state) {
        long age = System.currentTimeMillis() - state.lastModifiedTime().toMillis();
        return Duration.ofMillis(Math.min(Math.max(age, 0), Duration.ofDays(1).toMillis()))
                .toNanos();
    }

    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether both are states of the same file with the same content, as far as they tell. */
    static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
        return one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime())
                && String.valueOf(one.fileKey()).equals(String.valueOf(other.fileKey()));
    }

    /** The state of a file that was accepted; {@code null} if it is not quiet any more. */
    synchronized BasicFileAttributes ifSettled(Path path) throws IOException {
        try {
            BasicFileAttributes state = attributes(path);
            return state.isRegularFile() && isSettled(path, state) ? state : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Leaves a file alone for a while.
     *
     * @param isOutage whether others will fail as well, so that {@code --once} ends
     */
    void postpone(Path path, Duration time, boolean isOutage) {
        synchronized (this) {
            postponed.put(path, clock.getAsLong() + time.toNanos());
        }
        if (isOutage && whenEmpty != null) {
            whenEmpty.run();
        }
    }

    /** Forgets a file that has left the inbox. */
    synchronized void forget(Path path) {
        seen.remove(path);
        postponed.remove(path);
    }

    /** Whether nothing was left in the inbox that should have been taken. */
    synchronized boolean isAllWell() {
        return allWell && postponed.isEmpty();
    }

    private boolean leave(Path path) {
        if (isNew(path.toString())) {
            LOG.info("{}: left alone, as ingest.include and ingest.exclude say", name(path.toString()));
        }
        return false;
    }

    private boolean warn(String path, String reason) {
        allWell = false;
        if (isNew(path + ": " + reason)) {
            LOG.warn("{}: not taken, as {}", name(path), escaped(reason));
        }
        return false;
    }

    private boolean isNew(String line) {
        if (logged.size() == MOST_LOGGED && !logged.containsKey(line)) {
            return false;
        }
        boolean isNew = logged.put(line, pass) == null;
        if (isNew && logged.size() == MOST_LOGGED) {
            LOG.info("{} files and folders of the inbox are left alone; others are not logged", MOST_LOGGED);
        }
        return isNew;
    }

    /** The path of a file as it is logged and reported: relative, with slashes. */
    String relative(Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private String name(String path) {
        return escaped(path.substring(folder.toString().length() + 1));
    }

    @Override
    public synchronized boolean begin(Consumer consumer, Endpoint endpoint) {
        if (!Files.isReadable(folder) || !Files.isDirectory(folder)) {
            throw new IllegalStateException("the inbox " + folder + " is not there, or cannot be read");
        }
        if (gone) {
            gone = false;
            LOG.info("The inbox {} is back", folder);
        }
        beforePoll.run();
        pass++;
        candidates = 0;
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (polledMessages == 0 && endOfPass() && whenEmpty != null) {
            whenEmpty.run();
        }
    }

    /** After a poll that has seen everything: forgets what is not there any more. */
    private synchronized boolean endOfPass() {
        seen.values().removeIf(file -> file.pass != pass);
        logged.values().removeIf(last -> last != pass);
        postponed.values().removeIf(until -> until - clock.getAsLong() < 0);
        return candidates == 0;
    }

    @Override
    public synchronized boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        if (!gone) {
            gone = true;
            LOG.error("Nothing is taken: {}", escaped(String.valueOf(cause.getMessage())));
        }
        if (whenEmpty != null) {
            allWell = false;
            whenEmpty.run();
        }
        return false;
    }
}
