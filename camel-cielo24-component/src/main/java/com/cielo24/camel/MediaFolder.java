package com.cielo24.camel;

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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Media;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/**
 * Opens the file that a message names, for messages of others: {@code process(new MediaFolder(folder))} before
 * {@code addMedia}. The name is the header {@code CamelFileName}, relative to the folder, with slashes.
 * <p>
 * Whoever can send a message must not be able to have any other file sent. So a file is opened once, folder by folder,
 * without following a link, and the open {@link FileChannel} becomes the body: what was opened is sent, whatever the name
 * means by then. It is closed when the exchange is done. What the ledger knows the file by, and the name and external id
 * of a new job, are set as for a body that is a file, with the path instead of the name. Thread-safe.
 */
public final class MediaFolder implements Processor {

    /** Of a name, in bytes, in every common file system. */
    private static final int LONGEST_NAME = 255;

    private final Path folder;

    /**
     * @param folder must exist, when an exchange comes; it may itself be a link
     */
    public MediaFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * @throws Cielo24InvalidRequestException if the name is not that of a regular file below the folder, or this system
     *                                        cannot rule out links: that needs Linux or macOS
     * @throws IOException                    if that is not certain, for example if a file server does not answer, or the
     *                                        folder is away
     */
    @Override
    public void process(Exchange exchange) throws Cielo24InvalidRequestException, IOException {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, "", String.class);
        Path path = checked(name);
        try (DirectoryStream<Path> top = Files.newDirectoryStream(folder)) {
            if (!(top instanceof SecureDirectoryStream<Path> secure)) {
                throw invalid("files can be sent on Linux and macOS only: here, links cannot be ruled out");
            }
            try {
                open(secure, path, 0, exchange);
            } catch (NoSuchFileException | AccessDeniedException e) {
                throw new Cielo24InvalidRequestException(
                        null, "there is no file '" + name + "' below the media folder that can be read", e);
            }
        }
    }

    private static void open(SecureDirectoryStream<Path> parent, Path path, int depth, Exchange exchange)
            throws Cielo24InvalidRequestException, IOException {
        Path name = path.getName(depth);
        boolean isLast = depth == path.getNameCount() - 1;
        BasicFileAttributes found = attributes(parent, name);
        if (isLast ? !found.isRegularFile() : !found.isDirectory()) {
            throw invalid("'" + path.subpath(0, depth + 1) + "' below the media folder is "
                    + (found.isSymbolicLink() ? "a symbolic link, which is not followed" : "no regular file"));
        }
        if (!isLast) {
            try (SecureDirectoryStream<Path> child = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                open(child, path, depth + 1, exchange);
            }
            return;
        }
        FileChannel channel =
                (FileChannel) parent.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                IOHelper.close(channel);
            }
        });
        BasicFileAttributes opened = attributes(parent, name);
        if (!Objects.equals(found.fileKey(), opened.fileKey())) {
            throw new IOException("the file '" + path + "' was replaced while it was opened");
        }
        exchange.getMessage().setBody(channel);
        addHeaders(exchange.getMessage().getHeaders(), path, opened);
    }

    private static void addHeaders(Map<String, Object> headers, Path path, BasicFileAttributes file) {
        String key = Media.keyOfFile(
                path.toString(), file.size(), file.lastModifiedTime().toMillis());
        headers.put(Cielo24Constants.MEDIA_KEY, key);
        if (headers.get(Cielo24Constants.JOB_ID) == null) {
            headers.putIfAbsent(Cielo24Constants.EXTERNAL_ID, key);
            headers.putIfAbsent(Cielo24Constants.JOB_NAME, path.getFileName().toString());
        }
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
            throw invalid("the file's name is not valid: " + e.getReason());
        }
        if (StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .anyMatch(part -> part.equals("..") || part.getBytes().length > LONGEST_NAME)) {
            throw invalid("the file's path has '..', or a name of more than " + LONGEST_NAME
                    + " bytes; give it relative to the media folder");
        }
        Path normal = path.normalize();
        if (path.isAbsolute() || name.endsWith("/") || normal.toString().isEmpty()) {
            throw invalid("the file's path is absolute, or a folder; give it relative to the media folder");
        }
        return normal;
    }

    private static Cielo24InvalidRequestException invalid(String reason) {
        return new Cielo24InvalidRequestException(null, reason);
    }
}
