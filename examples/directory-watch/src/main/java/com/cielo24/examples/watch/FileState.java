package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What tells whether a file has changed or become another: its size, when it was last written, and which file it is.
 *
 * @param size     in bytes
 * @param modified as precise as the file system has it
 * @param identity what stays the same when a file is renamed or written to, and differs between two files of the same
 *                 name: its number in the file system; {@code null} where there is none
 */
record FileState(long size, String modified, String identity) {

    /**
     * The state of a file or symbolic link; empty if there is none.
     */
    static Optional<FileState> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.isRegularFile() || now.isSymbolicLink()
                    ? Optional.of(
                            new FileState(now.size(), now.lastModifiedTime().toString(), identity(file)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String identity(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)
                    .toString();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }
}
