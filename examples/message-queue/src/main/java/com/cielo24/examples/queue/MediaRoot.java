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
            if (!(root instanceof SecureDirectoryStream<Path> secure)) {
                throw invalid("files can be sent on Linux and macOS only: here, links cannot be ruled out");
            }
            return open(secure, path, 0);
        } catch (NoSuchFileException e) {
            throw invalid("there is no file '" + name + "' below media.root");
        } catch (AccessDeniedException e) {
            throw invalid("the file '" + name + "' cannot be read; check its permissions");
        }
    }

    private Opened open(SecureDirectoryStream<Path> parent, Path path, int depth)
            throws Cielo24InvalidRequestException, IOException {
        Path name = path.getName(depth);
        BasicFileAttributes found = attributes(parent, name);
        if (found.isSymbolicLink()) {
            throw invalid("'" + path.subpath(0, depth + 1) + "' below media.root is a symbolic link; links are not"
                    + " followed");
        }
        if (depth < path.getNameCount() - 1 && found.isDirectory()) {
            try (SecureDirectoryStream<Path> child = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                return open(child, path, depth + 1);
            }
        }
        if (depth < path.getNameCount() - 1 || !found.isRegularFile()) {
            throw invalid("'" + path + "' below media.root is not a regular file");
        }
        FileChannel channel =
                (FileChannel) parent.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            String key = key(path, found);
            BasicFileAttributes now = attributes(parent, name);
            if (!key.equals(key(path, now)) || !Objects.equals(found.fileKey(), now.fileKey())) {
                throw new IOException("the file '" + path + "' was replaced while it was opened");
            }
            return new Opened(channel, key);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static String key(Path path, BasicFileAttributes file) {
        return Media.keyOfFile(
                path.toString(), file.size(), file.lastModifiedTime().toMillis());
    }

    private static Path checked(String name) throws Cielo24InvalidRequestException {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw invalid("the file's name is not valid: " + e.getReason());
        }
        if (path.isAbsolute() || path.getRoot() != null) {
            throw invalid("the file's path is absolute; give it relative to media.root");
        }
        for (Path part : path) {
            if (part.toString().equals("..")) {
                throw invalid("the file's path has '..'; give it relative to media.root, without");
            }
            if (part.toString().getBytes().length > LONGEST_NAME) {
                throw invalid("the file's path has a name of more than " + LONGEST_NAME + " bytes");
            }
        }
        if (name.isBlank() || name.endsWith("/") || path.normalize().toString().isEmpty()) {
            throw invalid("the file's path names a folder, or nothing");
        }
        return path.normalize();
    }

    private static Cielo24InvalidRequestException invalid(String reason) {
        return new Cielo24InvalidRequestException(null, reason);
    }
}
