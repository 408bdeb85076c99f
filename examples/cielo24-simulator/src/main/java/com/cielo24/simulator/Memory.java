package com.cielo24.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a simulator with a media folder knows after a restart: the jobs, their media and their orders, a line of JSON each, in the
 * order in which they came. The file is locked, so that a folder serves one simulator at a time.
 */
final class Memory implements Closeable {
    static final String FILE = ".simulator.jsonl";

    private final Path folder;
    private final Path path;
    private final FileChannel file;
    private final FileLock lock;
    private final Object identity;
    private final List<CreatedJob> jobs = new ArrayList<>();
    private final List<OwnedMedia> media = new ArrayList<>();
    private final List<Transcription> transcriptions = new ArrayList<>();
    private final Map<String, Instant> authorizations = new HashMap<>();
    private final Set<String> deletions = new HashSet<>();

    /**
     * @throws FileSystemException if another simulator uses the folder, or if the file is not a simulator's
     */
    Memory(Path folder) throws IOException {
        this.folder = folder;
        path = folder.resolve(FILE);
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock = lock();
            identity = identity();
            file.position(read());
        } catch (IOException | RuntimeException e) {
            // gives up the lock as well
            file.close();
            throw e;
        }
    }

    private FileLock lock() throws IOException {
        try {
            FileLock own = file.tryLock();
            if (own != null) {
                return own;
            }
        } catch (OverlappingFileLockException e) {
            // another one in this process
        }
        throw new FileSystemException(
                folder.toString(), null, "another simulator uses it: end that one, or give this one another folder");
    }

    /**
     * @return how long the part is that can be read: a simulator that was killed may have left half a line
     */
    private long read() throws IOException {
        // Through the same channel: closing another one on the file would give up the lock
        byte[] bytes = Channels.newInputStream(file).readAllBytes();
        int begin = 0;
        int number = 1;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                read(ByteBuffer.wrap(bytes, begin, i - begin), number++);
                begin = i + 1;
            }
        }
        return begin;
    }

    private void read(ByteBuffer bytes, int number) throws IOException {
        try {
            JsonNode line =
                    Json.read(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
            switch (line.path("type").asText()) {
                case MemoryFormat.JOB -> jobs.add(MemoryFormat.job(line));
                case MemoryFormat.MEDIA -> media.add(MemoryFormat.media(line, folder));
                case MemoryFormat.ORDER -> transcriptions.add(MemoryFormat.transcription(line));
                case MemoryFormat.AUTHORIZATION -> authorizations.put(MemoryFormat.jobId(line), MemoryFormat.at(line));
                case MemoryFormat.DELETION -> deletions.add(MemoryFormat.jobId(line));
                default -> throw new IllegalArgumentException("unknown type");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "line " + number + " is not what a simulator writes; choose another folder, or delete the file");
        }
    }

    /** The jobs that an earlier simulator created. */
    List<CreatedJob> jobs() {
        return jobs;
    }

    /** The media that an earlier simulator was about to keep; a file of it may be missing. */
    List<OwnedMedia> media() {
        return media;
    }

    /** A transcription for each order that an earlier simulator accepted. */
    List<Transcription> transcriptions() {
        return transcriptions;
    }

    /** When the jobs were authorized that an earlier simulator held. */
    Map<String, Instant> authorizations() {
        return authorizations;
    }

    /** The ids of the jobs that an earlier simulator deleted. */
    Set<String> deletions() {
        return deletions;
    }

    void add(CreatedJob job) throws StorageException {
        add(MemoryFormat.line(job));
    }

    void add(OwnedMedia added) throws StorageException {
        add(MemoryFormat.line(added));
    }

    void add(Transcription ordered) throws StorageException {
        add(MemoryFormat.line(ordered));
    }

    void addAuthorization(String jobId, Instant at) throws StorageException {
        add(Map.of("type", MemoryFormat.AUTHORIZATION, "jobId", jobId, "at", at));
    }

    void addDeletion(String jobId) throws StorageException {
        add(Map.of("type", MemoryFormat.DELETION, "jobId", jobId));
    }

    private synchronized void add(Map<String, Object> fields) throws StorageException {
        ByteBuffer line = ByteBuffer.wrap((Json.write(fields) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            if (!Objects.equals(identity, identity())) {
                throw new FileSystemException(path.toString(), null, "another file has taken its place");
            }
            long begin = file.position();
            try {
                while (line.hasRemaining()) {
                    file.write(line);
                }
            } catch (IOException e) {
                // a half line would spoil the next one
                file.truncate(begin);
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /**
     * Tells files under the same name apart: what is written to one that was deleted is lost. Null on Windows, where an
     * open file cannot be replaced.
     *
     * @throws IOException if there is no such file
     */
    private Object identity() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public synchronized void close() throws IOException {
        if (lock.isValid()) {
            lock.release();
        }
        file.close();
    }

    /** Forgets everything. */
    synchronized void clear() throws IOException {
        file.truncate(0);
    }
}
