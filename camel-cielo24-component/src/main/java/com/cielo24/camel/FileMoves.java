package com.cielo24.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

/**
 * Moves a file out of the inbox, and puts its report beside it. The report is first written into the work folder, under
 * the path that it will have. There it is also the note by which the next start finishes what a crash has interrupted.
 */
final class FileMoves {

    static final String RESULT = ".result.json";
    static final String ERROR = ".error.json";

    /** So many files of one name may have been taken out of {@code done} before one that is still there. */
    private static final int MOST_TAKEN_AWAY = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MediaFolders folders;
    private final boolean sweep;
    private final FreeNames names = new FreeNames();
    private volatile boolean interrupted;

    /**
     * @param sweep whether to delete the folders of the inbox that become empty
     */
    FileMoves(MediaFolders folders, boolean sweep) {
        this.folders = folders;
        this.sweep = sweep;
    }

    Path inbox() {
        return folders.inbox();
    }

    /**
     * Moves a file; if somebody took it away, only its report is written.
     *
     * @param  path        within the inbox, with slashes
     * @param  state       of the file that the report is about; {@code null} if there is none any more
     * @param  name        of the folder that it goes to
     * @throws IOException if the disk is full or refuses it, or another file is there meanwhile: it is still in the inbox
     */
    void file(String path, BasicFileAttributes state, String name, Map<String, Object> report) throws IOException {
        Path source = folders.inbox().resolve(path);
        Path target = names.reserve(folders.named(name).resolve(path));
        try {
            Path result = with(target, name.equals("done") ? RESULT : ERROR);
            Path note = folders.work().resolve(name).resolve(folders.named(name).relativize(result));
            byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
            inFolder(note, () -> Files.write(note, text, CREATE, TRUNCATE_EXISTING, WRITE, SYNC));
            if (exists(source)) {
                moveUnlessReplaced(source, state, target, note);
            }
            putInPlace(note, result);
            sweep(source.getParent());
        } finally {
            names.release(target);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Most folders are there already; to ask first would cost as much as the step itself. */
    private static void inFolder(Path file, Step step) throws IOException {
        try {
            step.run();
        } catch (NoSuchFileException e) {
            Files.createDirectories(file.getParent());
            step.run();
        }
    }

    /** Finishes what the last process has left. */
    void start() throws IOException {
        int finished = finish();
        if (finished > 0) {
            MediaFiling.LOG.info(
                    "{} files were moved when the last process ended; their reports are complete now", finished);
        }
        try (Stream<Path> empty = Files.walk(folders.work())) {
            // only now, as nothing is being moved
            empty.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).forEach(path -> path.toFile()
                    .delete());
        }
    }

    /** What has replaced the file meanwhile was not sent, and stays. */
    private static void moveUnlessReplaced(Path source, BasicFileAttributes state, Path target, Path note)
            throws IOException {
        try {
            requireSame(state, source);
            inFolder(target, () -> {
                if (move(source, target)) {
                    requireSame(state, target);
                }
            });
        } catch (ReplacedException e) {
            Files.delete(note);
            if (e.file.equals(target)) {
                moveToFreeName(target, source);
            }
            throw e;
        } catch (IOException e) {
            Files.deleteIfExists(note);
            throw e;
        }
    }

    private static void requireSame(BasicFileAttributes state, Path file) throws IOException {
        if (state != null && !MediaFileFilter.isSame(state, MediaFileFilter.attributes(file))) {
            throw new ReplacedException(file);
        }
    }

    private static final class ReplacedException extends IOException {

        private final transient Path file;

        ReplacedException(Path file) {
            super("it was changed or replaced while it was moved");
            this.file = file;
        }
    }

    private static void moveToFreeName(Path source, Path wanted) throws IOException {
        Files.createDirectories(wanted.getParent());
        for (int count = 0; exists(source); count++) {
            try {
                Files.move(source, FreeNames.candidate(wanted, count));
            } catch (FileAlreadyExistsException e) {
                // the next name
            }
        }
    }

    private void putInPlace(Path note, Path result) {
        try {
            inFolder(result, () -> move(note, result));
        } catch (IOException e) {
            interrupted = true;
            MediaFiling.LOG.warn("{}: cannot be written yet, and will be later: {}", result, e.toString());
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
    Path filedBefore(String path, String job) throws IOException {
        Path wanted = folders.done().resolve(path).normalize();
        if (!wanted.startsWith(folders.done()) || wanted.equals(folders.done())) {
            return null;
        }
        int missing = 0;
        for (int count = 0; missing <= MOST_TAKEN_AWAY; count++) {
            Path candidate = FreeNames.candidate(wanted, count);
            if (exists(with(candidate, RESULT))) {
                missing = 0;
                Map<?, ?> report = read(with(candidate, RESULT));
                if (job.equals(report.get("job")) && path.equals(report.get("file"))) {
                    return candidate;
                }
            } else if (!exists(candidate)) {
                missing++;
            }
        }
        return null;
    }

    /**
     * Whether a file of this name is in the inbox, or has left it and has no report yet. To be asked before
     * {@link #filedBefore}, which then overlooks none: a file leaves the one for the note, and the note for the report.
     */
    boolean isOnItsWay(String path) throws IOException {
        if (Files.isRegularFile(folders.inbox().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        Path notes = folders.work().resolve("done").resolve(path).normalize().getParent();
        try (Stream<Path> files = Files.list(notes)) {
            return files.anyMatch(note -> isNoteOn(path, note));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isNoteOn(String path, Path note) {
        try {
            return path.equals(read(note).get("file"));
        } catch (IOException e) {
            // it is a folder, or the report is in place by now
            return false;
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
            if (names.isReserved(target)) {
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
            return JSON.readValue(Files.readAllBytes(report), Map.class);
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

    /**
     * A rename; or a copy, where that is not possible. Nothing is at the target, see {@link FreeNames#reserve}.
     *
     * @return whether it was a rename
     */
    private static boolean move(Path source, Path target) throws IOException {
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            Path part = target.resolveSibling("." + target.getFileName() + ".tmp");
            try {
                // the other file system may have times of whole seconds
                BasicFileAttributes before = MediaFileFilter.attributes(source);
                Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                force(part);
                if (before.size() != Files.size(part)
                        || !MediaFileFilter.isSame(before, MediaFileFilter.attributes(source))) {
                    throw new IOException("it changed while it was copied to " + target);
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
                force(target.getParent());
            } finally {
                Files.deleteIfExists(part);
            }
            Files.delete(source);
            return false;
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // Windows opens no folders; its file systems write names in order anyway
        }
    }

    private void sweep(Path left) {
        try {
            for (Path folder = left; sweep && !folder.equals(folders.inbox()); folder = folder.getParent()) {
                if (Files.isSymbolicLink(folder)) {
                    // it would be deleted even if its folder is not empty
                    return;
                }
                Files.delete(folder);
            }
        } catch (IOException e) {
            // it is not empty, or not to be deleted
        }
    }

    static Path with(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }

    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
