package com.cielo24.examples.watch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;

import com.cielo24.examples.support.ConfigurationException;

/**
 * Keeps a second watch away from the same folders. The system lets go of it when the process ends, however it ends.
 */
final class FolderLock implements Closeable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @throws ConfigurationException if another watch has the folders
     */
    static FolderLock take(Folders folders) {
        try {
            FileChannel channel = FileChannel.open(
                    folders.work().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new FolderLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new ConfigurationException("ingest.work (" + folders.work() + ") cannot be locked: " + e);
        }
        throw new ConfigurationException("another directory watch is running on " + folders.work()
                + "; stop it first, or give this one folders of its own (ingest.folder)");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
