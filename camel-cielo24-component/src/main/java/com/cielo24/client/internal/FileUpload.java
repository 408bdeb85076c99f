package com.cielo24.client.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

import com.cielo24.client.InvalidMediaException;
import com.cielo24.client.Media;
import com.cielo24.client.http.BrokenMediaException;
import com.cielo24.client.http.FileStream;

/** A file as media. It is opened when it is sent. */
public record FileUpload(Path file) implements Media.Upload {

    @Override
    public Media.Content open(Media.Preparation preparation) throws IOException {
        Opened open = Opened.of(file);
        Media.Source source = () -> new FileStream(open.channel(), true);
        return new Media.Content(source.stream(), open.size(), stream -> open.requireUnchanged(), source);
    }

    /** Without the directory: a file keeps its key when it is moved. */
    @Override
    public String key() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return Media.keyOfFile(
                file.getFileName().toString(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis());
    }

    /**
     * A file as it was when it was opened. A job takes one piece of media only, and that must not be a recording that
     * is still being written or has been replaced.
     *
     * @param key distinguishes files with the same path; {@code null} if the file system has none
     */
    private record Opened(Path path, FileChannel channel, long size, FileTime modified, Object key) {

        static Opened of(Path path) throws IOException {
            BasicFileAttributes attributes = attributes(path);
            if (!attributes.isRegularFile()) {
                throw new InvalidMediaException(
                        path + " is not a regular file; give the path of the media file itself");
            }
            if (!Files.isReadable(path)) {
                throw new InvalidMediaException("the file " + path + " is not readable; check its permissions");
            }
            return new Opened(
                    path,
                    FileChannel.open(path),
                    attributes.size(),
                    attributes.lastModifiedTime(),
                    attributes.fileKey());
        }

        private static BasicFileAttributes attributes(Path path) throws IOException {
            try {
                return Files.readAttributes(path, BasicFileAttributes.class);
            } catch (NoSuchFileException e) {
                throw new InvalidMediaException("the file " + path + " does not exist");
            }
        }

        /**
         * @throws BrokenMediaException if it is no longer what was opened
         */
        void requireUnchanged() throws IOException {
            BasicFileAttributes now;
            try {
                now = Files.readAttributes(path, BasicFileAttributes.class);
            } catch (NoSuchFileException e) {
                throw new BrokenMediaException("the file " + path + " was removed while it was being sent", e);
            }
            String change = !Objects.equals(now.fileKey(), key)
                    ? "was replaced"
                    : now.size() != size
                            ? "changed from " + size + " to " + now.size() + " bytes"
                            : now.lastModifiedTime().equals(modified) ? null : "was modified";
            if (change != null) {
                throw new BrokenMediaException("the file " + path + " " + change
                        + " while it was being sent; send it again when it is complete");
            }
        }
    }
}
