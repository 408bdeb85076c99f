package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What is left to do in the inbox.
 */
final class Inbox {

    private final Path folder;
    private final SettledFilter settled;

    Inbox(Path folder, SettledFilter settled) {
        this.folder = folder;
        this.settled = settled;
    }

    /**
     * Whether no file lies there that has been or will be taken. A file under way lies there to its end.
     */
    boolean isEmpty() throws IOException {
        FirstFile first = new FirstFile();
        Files.walkFileTree(folder, first);
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
            // gone meanwhile, or not ours to read
            return FileVisitResult.CONTINUE;
        }
    }
}
