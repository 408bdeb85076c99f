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
import com.cielo24.examples.program.Json;

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
     * Decides where a file goes, and takes it there.
     *
     * @return             the attempt with its ending
     * @throws IOException if the disk does not let it; the decision stands, see {@link #pending}
     */
    Attempt file(Attempt attempt, Verdict verdict, Map<String, Object> report) throws IOException {
        Path folder = folders.of(verdict);
        Path target = names.reserve(folder.resolve(attempt.path()));
        Attempt decided = attempt.withEnding(new Attempt.Ending(
                verdict,
                folder.relativize(target).toString().replace(File.separatorChar, '/'),
                FileState.identity(source(attempt)).orElse(null),
                report));
        pending.put(attempt.path(), decided);
        carryOut(decided);
        return decided;
    }

    /** What was decided for a file of the inbox, but could not be done. */
    Optional<Attempt> pending(String path) {
        return Optional.ofNullable(pending.get(path));
    }

    /** Writes a decision down and does it. */
    void carryOut(Attempt decided) throws IOException {
        records.write(decided);
        finish(decided);
        pending.remove(decided.path());
        names.release(target(decided));
    }

    /**
     * Does what is left to do of a decision.
     */
    void finish(Attempt decided) throws IOException {
        Attempt.Ending ending = decided.ending();
        Path target = target(decided);
        if (!exists(target) && isMeant(source(decided), ending)) {
            Files.createDirectories(target.getParent());
            move(source(decided), target);
        }
        Files.createDirectories(target.getParent());
        DurableFile.write(
                target.resolveSibling(target.getFileName() + Report.suffix(ending.verdict())),
                Json.bytes(ending.report()));
        records.delete(decided);
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
                        || FileState.identity(source)
                                .map(ending.identity()::equals)
                                .orElse(true));
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
