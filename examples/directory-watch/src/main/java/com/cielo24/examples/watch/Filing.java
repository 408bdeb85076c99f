package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.cielo24.examples.outcome.Verdict;
import com.cielo24.examples.support.Json;

/**
 * Takes a file out of the inbox into the folder where it ends, with its report beside it. The decision is written down
 * first, and each step after it can be done again: whenever the process dies, {@link Recovery} finishes what was
 * decided.
 */
final class Filing {

    private final Folders folders;
    private final AttemptRecords records;
    private final FreeNames names;
    private final Map<String, Attempt> pending = new ConcurrentHashMap<>();

    Filing(Folders folders, AttemptRecords records, FreeNames names) {
        this.folders = folders;
        this.records = records;
        this.names = names;
    }

    /**
     * Decides where a file goes, and takes it there. A file that was added, but is not any more what was sent, goes to
     * {@code review}.
     *
     * @return             the attempt with its ending
     * @throws IOException if the disk does not let it; the decision stands, see {@link #pending}
     */
    Attempt file(Attempt attempt, Verdict verdict, Map<String, Object> report) throws IOException {
        String identity = FileState.of(source(attempt)).map(FileState::identity).orElse(null);
        Attempt decided = decide(attempt, verdict, identity, report);
        pending.put(attempt.path(), decided);
        return carryOut(decided);
    }

    private Attempt decide(Attempt attempt, Verdict verdict, String identity, Map<String, Object> report) {
        Path folder = folders.of(verdict);
        Path target = names.reserve(folder.resolve(attempt.path()));
        return attempt.withEnding(new Attempt.Ending(
                verdict, folder.relativize(target).toString().replace(File.separatorChar, '/'), identity, report));
    }

    /** What was decided for a file of the inbox, but could not be done. */
    Optional<Attempt> pending(String path) {
        return Optional.ofNullable(pending.get(path));
    }

    /** Keeps a decision of an earlier process, which cannot be done now. */
    void postpone(Attempt decided) {
        names.hold(target(decided));
        pending.put(decided.path(), decided);
    }

    /** Writes a decision down and does it. */
    Attempt carryOut(Attempt decided) throws IOException {
        records.write(decided);
        Attempt filed = finish(decided);
        pending.remove(decided.path());
        names.release(target(decided));
        names.release(target(filed));
        return filed;
    }

    /**
     * Does what is left to do of a decision.
     *
     * @return the decision, or the one that had to be made instead
     */
    Attempt finish(Attempt decided) throws IOException {
        Attempt last = decided;
        if (isChanged(decided)) {
            last = decide(
                    decided,
                    Verdict.REVIEW,
                    decided.ending().identity(),
                    Report.changed(decided.ending().report(), decided.outcomeUnknown()));
            records.write(last);
            pending.replace(decided.path(), last);
        }
        Path target = target(last);
        if (!exists(target) && isMeant(source(last), last.ending())) {
            Files.createDirectories(target.getParent());
            // first what a full disk refuses, so that no file is without its report
            DurableFile.prepare(report(last), Json.bytes(last.ending().report()));
            move(source(last), target);
            DurableFile.commit(report(last));
        } else if (exists(target) || last.ending().verdict() == Verdict.REVIEW) {
            // someone must look at what is in doubt, also where the file is gone
            Files.createDirectories(target.getParent());
            DurableFile.write(report(last), Json.bytes(last.ending().report()));
        }
        records.delete(last);
        return last;
    }

    /** Whether a file that should be in {@code done} is not the one any more that the service has. */
    private boolean isChanged(Attempt decided) {
        return decided.ending().verdict() == Verdict.ADDED
                && !exists(target(decided))
                && !FileState.of(source(decided)).equals(Optional.ofNullable(decided.state()));
    }

    /** A rename that overwrites nothing. No other process moves files here: see {@link FolderLock}. */
    static void move(Path source, Path target) throws IOException {
        if (exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Not a new file of the same name, dropped after the one that is meant was moved and then taken away. */
    private static boolean isMeant(Path source, Attempt.Ending ending) {
        return exists(source)
                && (ending.identity() == null
                        || FileState.of(source)
                                .map(FileState::identity)
                                .map(ending.identity()::equals)
                                .orElse(true));
    }

    private Path report(Attempt decided) {
        Path target = target(decided);
        return target.resolveSibling(
                target.getFileName() + Report.suffix(decided.ending().verdict()));
    }

    private Path target(Attempt decided) {
        return folders.of(decided.ending().verdict()).resolve(decided.ending().name());
    }

    private Path source(Attempt attempt) {
        return folders.inbox().resolve(attempt.path());
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
