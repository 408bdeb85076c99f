package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.cielo24.camel.MediaFileFilter;
import com.cielo24.examples.support.Text;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.PollingConsumerPollStrategy;

import static com.cielo24.examples.watch.DirectoryWatch.LOG;

/** The component's filter for media files, and what this watch adds: files that wait, {@code --once}, a lost inbox. */
final class Inbox implements GenericFileFilter<File>, PollingConsumerPollStrategy {

    private final Path folder;
    private final MediaFileFilter media;
    private final Runnable beforePoll;
    /** With {@code --once}: what to do when nothing is left to take; otherwise {@code null}. */
    private final Runnable whenEmpty;

    private final Map<Path, Long> postponed = new HashMap<>();
    private int candidates;
    private boolean gone;

    Inbox(Path folder, MediaFileFilter media, Runnable beforePoll, Runnable whenEmpty) {
        this.folder = folder;
        this.media = media;
        this.beforePoll = beforePoll;
        this.whenEmpty = whenEmpty;
    }

    @Override
    public synchronized boolean accept(GenericFile<File> file) {
        if (!media.accept(file)) {
            return false;
        }
        if (file.isDirectory()) {
            return true;
        }
        Path path = file.getFile().toPath();
        if (postponed.getOrDefault(path, System.nanoTime()) - System.nanoTime() > 0) {
            return false;
        }
        postponed.remove(path);
        candidates++;
        return true;
    }

    /** The state of a file that was accepted; {@code null} if it is not quiet any more: it may have waited for hours. */
    BasicFileAttributes ifSettled(GenericFile<File> file) throws IOException {
        return media.accept(file) ? attributes(file.getFile().toPath()) : null;
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

    /**
     * Leaves a file alone for a while.
     *
     * @param isOutage whether others will fail as well, so that {@code --once} ends
     */
    void postpone(Path path, Duration time, boolean isOutage) {
        synchronized (this) {
            postponed.put(path, System.nanoTime() + time.toNanos());
        }
        if (isOutage && whenEmpty != null) {
            whenEmpty.run();
        }
    }

    /** Forgets a file that has left the inbox. */
    synchronized void forget(Path path) {
        postponed.remove(path);
    }

    /** Whether nothing was left in the inbox that should have been taken. */
    synchronized boolean isAllWell() {
        return !gone && !media.hasProblems() && postponed.isEmpty();
    }

    /** The path of a file as it is logged and reported: relative, with slashes. */
    String relative(Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
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
        candidates = 0;
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (polledMessages == 0 && endOfPass() && whenEmpty != null) {
            whenEmpty.run();
        }
    }

    /** After a poll that has seen everything. */
    private synchronized boolean endOfPass() {
        postponed.values().removeIf(until -> until - System.nanoTime() < 0);
        return candidates == 0 && media.getUnsettledFiles() == 0;
    }

    @Override
    public synchronized boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        if (!gone) {
            gone = true;
            LOG.error("Nothing is taken: {}", Text.shown(cause.getMessage()));
        }
        if (whenEmpty != null) {
            whenEmpty.run();
        }
        return false;
    }
}
