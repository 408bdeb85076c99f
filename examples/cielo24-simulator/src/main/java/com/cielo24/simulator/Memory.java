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
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a simulator with a media folder knows after a restart: the jobs and their media, a line of JSON each, in the
 * order in which they came. The file is locked, so that a folder serves one simulator at a time.
 */
final class Memory implements Closeable {
    static final String FILE = ".simulator.jsonl";

    private final FileChannel file;
    private final FileLock lock;
    private final List<JsonNode> earlier = new ArrayList<>();

    /**
     * @throws FileSystemException if another simulator uses the folder
     */
    Memory(Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        lock = lock();
        if (lock == null) {
            file.close();
            throw new FileSystemException(folder.toString(), null, "another simulator uses it");
        }
        file.position(read(path));
    }

    private FileLock lock() throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * @return how long the part is that can be read: a simulator that was killed may have left half a line
     */
    private long read(Path path) throws IOException {
        // Through the same channel: closing another one on the file would give up the lock
        byte[] bytes = Channels.newInputStream(file).readAllBytes();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            try {
                earlier.add(Json.read(new String(bytes, begin, i - begin, StandardCharsets.UTF_8)));
            } catch (JsonProcessingException e) {
                throw new FileSystemException(path.toString(), null, "it is not what a simulator writes");
            }
            begin = i + 1;
        }
        return begin;
    }

    /** What an earlier simulator knew; the field {@code type} says what a line is. */
    List<JsonNode> earlier() {
        return earlier;
    }

    synchronized void add(Map<String, Object> fields) throws StorageException {
        ByteBuffer line = ByteBuffer.wrap((Json.write(fields) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
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
