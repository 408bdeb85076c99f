package com.cielo24.client.internal;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

import com.cielo24.client.InvalidMediaException;
import com.cielo24.client.Media;
import com.cielo24.client.http.FileStream;
import com.cielo24.client.http.MediaReader;

/**
 * Spools a stream of unknown length to disk, not to the heap: the service needs the length before the first byte (page
 * "Add Media To Job", HTTP Headers).
 * <p> The spool file is deleted on close. On Linux and other POSIX systems its name is removed as soon as it is open,
 * so that not even {@code kill -9} leaves it behind.
 */
public final class Spool implements Media.Upload {

    private static final int BUFFER_SIZE = 128 * 1024;
    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Source source;
    private final Closeable abandon;
    private final Path directory;
    private final long limit;

    private Spool(Source source, Closeable abandon, Path directory, long limit) {
        this.source = source;
        this.abandon = abandon;
        this.directory = directory;
        this.limit = limit;
    }

    private interface Source {
        void writeTo(OutputStream out, Media.Preparation preparation) throws IOException;
    }

    /**
     * @param writer    writes the media
     * @param directory where to spool; created if it does not exist
     * @param limit     the largest upload in bytes: an endless stream must not fill the disk
     */
    public static Spool of(Media.Writer writer, Path directory, long limit) {
        return new Spool((out, preparation) -> writer.writeTo(out), () -> {}, directory, limit);
    }

    /**
     * @param stream    closed once it has been read
     * @param directory where to spool; created if it does not exist
     * @param limit     the largest upload in bytes
     */
    public static Spool of(InputStream stream, Path directory, long limit) {
        return new Spool((out, preparation) -> copy(stream, out, preparation), stream, directory, limit);
    }

    private static void copy(InputStream stream, OutputStream out, Media.Preparation preparation) throws IOException {
        try (stream) {
            MediaReader media = new MediaReader(stream, preparation::moved, preparation::isGivenUp);
            byte[] piece = new byte[BUFFER_SIZE];
            for (int read = media.read(piece, 0, piece.length); read != -1; read = media.read(piece, 0, piece.length)) {
                out.write(piece, 0, read);
            }
        }
    }

    @Override
    public Media.Content open(Media.Preparation preparation) throws IOException {
        FileChannel file = create();
        try {
            OutputStream disk = new BufferedOutputStream(Channels.newOutputStream(file), BUFFER_SIZE);
            OutputStream out = new Limited(disk, limit, preparation);
            source.writeTo(out, preparation);
            out.flush();
            if (file.size() == 0) {
                throw new InvalidMediaException(
                        "the stream is empty; if an earlier attempt has read it, enable stream caching to send it again");
            }
            // nothing else can write to the file, so it needs no last check
            return new Media.Content(
                    new FileStream(file, true), file.size(), stream -> {}, () -> new FileStream(file, true));
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void abandon() throws IOException {
        abandon.close();
    }

    private FileChannel create() throws SpoolException {
        try {
            return createFile();
        } catch (IOException e) {
            throw new SpoolException(e);
        }
    }

    private FileChannel createFile() throws IOException {
        Files.createDirectories(directory);
        Path path = directory.resolve("cielo24-" + UUID.randomUUID() + ".spool");
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        return posix
                ? FileChannel.open(path, OPTIONS, OWNER_ONLY)
                : FileChannel.open(path, OPTIONS, new FileAttribute<?>[0]);
    }

    private static final class Limited extends FilterOutputStream {

        private final long limit;
        private final Media.Preparation preparation;
        private long written;

        Limited(OutputStream out, long limit, Media.Preparation preparation) {
            super(out);
            this.limit = limit;
            this.preparation = preparation;
        }

        @Override
        public void write(int b) throws IOException {
            count(1);
            try {
                out.write(b);
            } catch (IOException e) {
                throw new SpoolException(e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new SpoolException(e);
            }
        }

        @Override
        public void flush() throws SpoolException {
            try {
                out.flush();
            } catch (IOException e) {
                throw new SpoolException(e);
            }
        }

        private void count(int more) throws IOException {
            if (preparation.isGivenUp()) {
                throw new InterruptedIOException("the stream was abandoned");
            }
            if (more > 0) {
                preparation.moved();
            }
            written += more;
            if (written > limit) {
                throw new InvalidMediaException("the stream has more than " + limit
                        + " bytes (maxUploadSize); add it by URL, or upload a smaller rendition");
            }
        }
    }
}
