package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.cielo24.examples.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;

import static com.cielo24.examples.watch.DirectoryWatch.LOG;

/**
 * Moves a file out of the inbox, and puts its report beside it. The report is first written into the work folder, under
 * the path that it will have. There it is also the note by which the next start finishes what a crash has interrupted.
 */
final class Filing {

    static final String RESULT = ".result.json";
    static final String ERROR = ".error.json";

    /** What file systems take, less what is put before and behind it. */
    private static final int LONGEST = 255 - ".".length() - RESULT.length() - ".tmp".length();

    private static final int LONGEST_ENDING = 20;

    private final Folders folders;
    private final boolean sweep;
    private final Set<Path> reserved = new HashSet<>();
    private volatile boolean interrupted;

    /**
     * @param sweep whether to delete the folders of the inbox that become empty
     */
    Filing(Folders folders, boolean sweep) {
        this.folders = folders;
        this.sweep = sweep;
    }

    /**
     * Moves a file; if somebody took it away, only its report is written.
     *
     * @param  name        of the folder that it goes to
     * @throws IOException if the disk is full or refuses it: the file is still in the inbox
     */
    void file(WatchedFile file, String name, Map<String, Object> report) throws IOException {
        Path target = reserve(folders.named(name).resolve(file.path()));
        try {
            Path result = with(target, name.equals("done") ? RESULT : ERROR);
            Path note = folders.work().resolve(name).resolve(folders.named(name).relativize(result));
            Files.createDirectories(note.getParent());
            Files.write(
                    note,
                    Json.bytes(report),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC);
            Files.createDirectories(target.getParent());
            if (exists(file.file())) {
                move(file.file(), target);
            }
            putInPlace(note, result);
            sweep(file.file().getParent());
        } finally {
            release(target);
        }
    }

    /** Finishes what the last process has left. */
    void start() throws IOException {
        int finished = finish();
        if (finished > 0) {
            LOG.info("{} files were moved when the last process ended; their reports are complete now", finished);
        }
        try (Stream<Path> empty = Files.walk(folders.work())) {
            // only now, as nothing is being moved
            empty.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).forEach(path -> path.toFile()
                    .delete());
        }
    }

    private void putInPlace(Path note, Path result) throws IOException {
        try {
            move(note, result);
        } catch (IOException e) {
            interrupted = true;
            throw e;
        }
    }

    /** Before each poll: finishes what a full disk has interrupted. */
    void finishInterrupted() {
        if (interrupted) {
            try {
                interrupted = false;
                finish();
            } catch (IOException | UncheckedIOException e) {
                interrupted = true;
            }
        }
    }

    /**
     * Where an earlier file of this name and job is, or was, in {@code done}.
     *
     * @return {@code null} if no report says so
     */
    Path filedBefore(WatchedFile file, String job) throws IOException {
        Path wanted = folders.done().resolve(file.path());
        for (int count = 0; ; count++) {
            Path candidate = candidate(wanted, count);
            if (exists(with(candidate, RESULT))) {
                Map<?, ?> report = read(with(candidate, RESULT));
                if (job.equals(report.get("job")) && file.path().equals(report.get("file"))) {
                    return candidate;
                }
            } else if (!exists(candidate)) {
                return null;
            }
        }
    }

    /**
     * @return how many files were moved, but had no report
     */
    private int finish() throws IOException {
        List<Path> notes;
        try (Stream<Path> files = Files.walk(folders.work())) {
            notes = files.filter(Files::isRegularFile)
                    .filter(note -> folders.named(folder(note)) != null)
                    .toList();
        }
        int finished = 0;
        for (Path note : notes) {
            Path relative = folders.work().relativize(note);
            Path report = folders.named(folder(note)).resolve(relative.subpath(1, relative.getNameCount()));
            Path target = Path.of(report.toString().replaceFirst("\\.(result|error)\\.json$", ""));
            if (isReserved(target)) {
                continue;
            }
            if (exists(target)) {
                deleteCopied(note, target);
                move(note, report);
                finished++;
            }
            // where it was not moved, it will be taken again
            Files.deleteIfExists(note);
        }
        return finished;
    }

    private String folder(Path note) {
        Path relative = folders.work().relativize(note);
        return relative.getNameCount() < 2 ? "" : relative.getName(0).toString();
    }

    /** A report; empty if it cannot be read, as after a power cut. */
    private static Map<?, ?> read(Path report) throws IOException {
        try {
            return Json.read(Files.readAllBytes(report), Map.class);
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }

    /** Where the target is on another file system, the file may have been copied, and not deleted yet. */
    private void deleteCopied(Path note, Path target) throws IOException {
        Path source = folders.inbox().resolve(String.valueOf(read(note).get("file")));
        if (exists(source)
                && !Files.getFileStore(source).equals(Files.getFileStore(target))
                && Files.mismatch(source, target) < 0) {
            Files.delete(source);
        }
    }

    /** A rename; or a copy, where that is not possible. Nothing is at the target, see {@link #reserve}. */
    private static void move(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Path part = target.resolveSibling("." + target.getFileName() + ".tmp");
            try {
                Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                force(part);
                if (Files.size(source) != Files.size(part)
                        || Files.getLastModifiedTime(source).toMillis()
                                != Files.getLastModifiedTime(part).toMillis()) {
                    throw new IOException("it changed while it was copied to " + target);
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                force(target.getParent());
            } finally {
                Files.deleteIfExists(part);
            }
            Files.delete(source);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no folders; its file systems write names in order anyway
        }
    }

    /** A name under which nothing lies, neither file nor report: {@code a.mp4}, {@code a-1.mp4}, and so on. */
    private synchronized Path reserve(Path wanted) {
        Path inFolder = inFolder(wanted);
        for (int count = 0; ; count++) {
            Path candidate = candidate(inFolder, count);
            if (isFree(candidate) && reserved.add(candidate)) {
                return candidate;
            }
        }
    }

    private synchronized boolean isReserved(Path target) {
        return reserved.contains(target);
    }

    private synchronized void release(Path target) {
        reserved.remove(target);
    }

    /** The same where all folders are or can be: a file may have the name that a folder should. */
    private Path inFolder(Path wanted) {
        Path parent = wanted.getParent();
        if (Files.isDirectory(parent)) {
            return wanted;
        }
        Path folder = inFolder(parent);
        for (int count = 0; ; count++) {
            Path candidate = candidate(folder, count);
            if (Files.isDirectory(candidate) || !exists(candidate) && !reserved.contains(candidate)) {
                return candidate.resolve(wanted.getFileName());
            }
        }
    }

    private static Path candidate(Path wanted, int count) {
        String name = wanted.getFileName().toString();
        int dot = name.lastIndexOf('.');
        boolean hasEnding = dot > 0 && name.length() - dot <= LONGEST_ENDING;
        String stem = hasEnding ? name.substring(0, dot) : name;
        String rest = (count == 0 ? "" : "-" + count) + (hasEnding ? name.substring(dot) : "");
        while ((stem + rest).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return wanted.resolveSibling(stem + rest);
    }

    private boolean isFree(Path candidate) {
        return !exists(candidate)
                && reserved.stream().noneMatch(name -> name.startsWith(candidate))
                && Stream.of(RESULT, ERROR).noneMatch(suffix -> exists(with(candidate, suffix)));
    }

    private void sweep(Path left) {
        try {
            for (Path folder = left; sweep && !folder.equals(folders.inbox()); folder = folder.getParent()) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            // it is not empty, or not to be deleted
        }
    }

    private static Path with(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
