package com.cielo24.examples.queue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Media;

/**
 * The one folder whose files may be sent. Who can send a message must not be able to read any other: a file is opened
 * once, folder by folder, without following a link, and what was opened is sent.
 */
record MediaRoot(Path folder) {

    /** Of a name, in bytes, in every common file system. */
    private static final int LONGEST_NAME = 255;

    /**
     * @param key by path, size and modification time: a file that is replaced is other media
     */
    record Opened(FileChannel channel, String key) {}

    /**
     * @param  name                           relative, with slashes
     * @throws Cielo24InvalidRequestException if it is not below the folder, or is not a regular file
     * @throws IOException                    if that is not certain, for example if a file server does not answer
     */
    Opened open(String name) throws Cielo24InvalidRequestException, IOException {
        Path path = checked(name);
        try (DirectoryStream<Path> root = Files.newDirectoryStream(folder)) {
            if (root instanceof SecureDirectoryStream<Path> secure) {
                return open(secure, path, 0);
            }
            throw MediaRequest.invalid("files can be sent on Linux and macOS only: here, links cannot be ruled out");
        } catch (NoSuchFileException | AccessDeniedException e) {
            throw new Cielo24InvalidRequestException(
                    null, "there is no file '" + name + "' below media.root that can be read", e);
        }
    }

    private static Opened open(SecureDirectoryStream<Path> parent, Path path, int depth)
            throws Cielo24InvalidRequestException, IOException {
        Path name = path.getName(depth);
        boolean isLast = depth == path.getNameCount() - 1;
        BasicFileAttributes found = attributes(parent, name);
        if (isLast ? !found.isRegularFile() : !found.isDirectory()) {
            throw MediaRequest.invalid("'" + path.subpath(0, depth + 1) + "' below media.root is "
                    + (found.isSymbolicLink() ? "a symbolic link, which is not followed" : "no regular file"));
        }
        if (!isLast) {
            try (SecureDirectoryStream<Path> child = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return open(child, path, depth + 1);
            }
        }
        FileChannel channel =
                (FileChannel) parent.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        BasicFileAttributes opened = attributes(parent, name);
        if (!Objects.equals(found.fileKey(), opened.fileKey())) {
            channel.close();
            throw new IOException("the file '" + path + "' was replaced while it was opened");
        }
        String key = Media.keyOfFile(
                path.toString(), opened.size(), opened.lastModifiedTime().toMillis());
        return new Opened(channel, key);
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static Path checked(String name) throws Cielo24InvalidRequestException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw MediaRequest.invalid("the file's name is not valid: " + e.getReason());
        }
        for (Path part : path) {
            if (part.toString().equals("..") || part.toString().getBytes().length > LONGEST_NAME) {
                throw MediaRequest.invalid("the file's path has '..', or a name of more than " + LONGEST_NAME
                        + " bytes; give it relative to media.root");
            }
        }
        if (path.isAbsolute()
                || name.endsWith("/")
                || path.normalize().toString().isEmpty()) {
            throw MediaRequest.invalid("the file's path is absolute, or a folder; give it relative to media.root");
        }
        return path.normalize();
    }
}
