package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What is left to do in the inbox.
 */
final class Inbox {

    private final Path folder;
    private final SettledFilter settled;
    private final BiConsumer<Path, IOException> whenUnreachable;

    /**
     * @param whenUnreachable hears of folders that cannot be looked into
     */
    Inbox(Path folder, SettledFilter settled, BiConsumer<Path, IOException> whenUnreachable) {
        this.folder = folder;
        this.settled = settled;
        this.whenUnreachable = whenUnreachable;
    }

    /**
     * Whether no file lies there that has been or will be taken, as far as can be seen. A file under way lies there to
     * its end.
     */
    boolean isEmpty() throws IOException {
        FirstFile first = new FirstFile();
        Files.walkFileTree(folder, first);
        if (!first.found) {
            first.unreachable.forEach(whenUnreachable);
        }
        return !first.found;
    }

    /** Whether the file can be opened by its name, in this system's locale. */
    static boolean isReadable(Path file) {
        try {
            return Path.of(file.toString()).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private final class FirstFile extends SimpleFileVisitor<Path> {
        private final Map<Path, IOException> unreachable = new LinkedHashMap<>();
        private boolean found;

        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            return visited.getFileName().toString().startsWith(".")
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found = (attributes.isRegularFile() || attributes.isSymbolicLink() && !Files.isDirectory(file))
                    && !SettledFilter.isIgnored(file.getFileName().toString())
                    && !settled.isPostponed(file)
                    && isReadable(file);
            return found ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            boolean gone = e instanceof NoSuchFileException && !file.equals(folder);
            if (!gone) {
                unreachable.put(file, e);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
