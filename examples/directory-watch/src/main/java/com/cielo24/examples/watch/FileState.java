package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What tells whether a file has changed: its size, and when it was last written.
 *
 * @param size     in bytes
 * @param modified as precise as the file system has it
 */
record FileState(long size, String modified) {

    /**
     * The state of a file or symbolic link; empty if there is none.
     */
    static Optional<FileState> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return now.isRegularFile() || now.isSymbolicLink()
                    ? Optional.of(
                            new FileState(now.size(), now.lastModifiedTime().toString()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * What stays the same when a file is renamed or written to, and differs between two files of the same name.
     *
     * @return the file's number in its file system; empty where it has none
     */
    static Optional<String> identity(Path file) {
        try {
            return Optional.of(Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)
                    .toString());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
