package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is done at start-up before the inbox is watched: finishes what an earlier process had decided, notes what it was
 * in the middle of, and puts the files in {@code retry} back into the inbox.
 */
final class Recovery {

    private final Folders folders;
    private final AttemptRecords records;
    private final Filing filing;
    private final FreeNames names;
    private final Console console;

    Recovery(Folders folders, AttemptRecords records, Filing filing, FreeNames names, Console console) {
        this.folders = folders;
        this.records = records;
        this.filing = filing;
        this.names = names;
        this.console = console;
    }

    void run() throws IOException {
        for (Attempt attempt : records.all()) {
            if (attempt.ending() != null) {
                finish(attempt);
            } else {
                reopen(attempt);
            }
        }
        for (Path file : filesToRetry()) {
            try {
                putBack(file);
            } catch (IOException e) {
                console.staysInRetry(folders.retry().relativize(file).toString(), e);
            }
        }
    }

    /** One file that cannot be moved must not keep all others waiting. */
    private void finish(Attempt attempt) {
        try {
            console.finished(filing.finish(attempt));
        } catch (IOException e) {
            filing.postpone(attempt);
            console.notFinished(attempt, e);
        }
    }

    /** The process died while it sent. */
    private void reopen(Attempt attempt) throws IOException {
        if (exists(folders.inbox().resolve(attempt.path()))) {
            if (attempt.mayHaveBeenSent()) {
                records.write(attempt.withOutcomeUnknown());
            }
            console.interrupted(attempt);
            return;
        }
        if (!exists(folders.retry().resolve(attempt.path()))) {
            console.takenAway(attempt);
        }
        records.delete(attempt);
    }

    private List<Path> filesToRetry() throws IOException {
        try (Stream<Path> files = Files.walk(folders.retry())) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(Inbox::isReadable)
                    .filter(file -> !isReport(file))
                    .filter(file -> !SettledFilter.isIgnored(file.getFileName().toString()))
                    .toList();
        }
    }

    /** First what has to be known, then the file, last its report: after a crash in between it is done again. */
    private void putBack(Path file) throws IOException {
        Path report = file.resolveSibling(file.getFileName() + Report.ERROR);
        Path wanted = folders.inbox().resolve(folders.retry().relativize(file));
        Path target = names.reserve(wanted);
        try {
            if (!target.getParent().equals(wanted.getParent())) {
                // the folder may name the job
                throw new FileAlreadyExistsException(wanted.getParent() + " is a file");
            }
            String path = folders.relative(target);
            Optional<FileState> state = FileState.of(file);
            if (state.isPresent()) {
                Optional<Attempt> known = Report.whatIsKnown(report, path, state.get());
                if (known.isPresent()) {
                    records.write(known.get());
                }
            }
            Files.createDirectories(target.getParent());
            Filing.move(file, target);
            Files.deleteIfExists(report);
            console.putBack(path);
        } finally {
            names.release(target);
        }
    }

    private static boolean isReport(Path file) {
        return Report.isReport(file.getFileName().toString().toLowerCase(Locale.ROOT));
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
