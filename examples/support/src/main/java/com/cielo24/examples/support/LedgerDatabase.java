package com.cielo24.examples.support;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/**
 * Where the ledger is: in a file of SQLite, which all processes of a machine can share, or in PostgreSQL.
 */
public final class LedgerDatabase {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final int SECONDS_OF_SILENCE = 10;

    private LedgerDatabase() {}

    /**
     * Reads {@code ingest.jdbc.url}, {@code ingest.jdbc.username} and {@code ingest.jdbc.password}.
     *
     * @param  folder                 has the file {@code ledger.db} if no URL is configured
     * @throws ConfigurationException if the URL is of another database, or is not valid
     */
    public static DataSource open(Settings settings, Path folder) {
        String url = settings.optional("ingest.jdbc.url").orElse(SQLITE + folder.resolve("ledger.db"));
        if (url.startsWith(SQLITE)) {
            return file(url);
        }
        PGSimpleDataSource server = new PGSimpleDataSource();
        try {
            server.setUrl(url);
        } catch (IllegalArgumentException e) {
            // without the URL, which may contain a password
            throw new ConfigurationException("ingest.jdbc.url is not a URL of PostgreSQL, such as"
                    + " jdbc:postgresql://db.example.com/cielo24, nor of SQLite, such as jdbc:sqlite:/data/ledger.db");
        }
        settings.optional("ingest.jdbc.username").ifPresent(server::setUser);
        settings.optional("ingest.jdbc.password").ifPresent(server::setPassword);
        server.setConnectTimeout(SECONDS_OF_SILENCE);
        server.setSocketTimeout(SECONDS_OF_SILENCE);
        server.setTcpKeepAlive(true);
        return server;
    }

    private static DataSource file(String url) {
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl(url);
        // what is committed survives a power cut; readers do not wait for a writer
        file.setJournalMode("WAL");
        file.setSynchronous("FULL");
        if (!url.startsWith(SQLITE + "file:") && !url.startsWith(SQLITE + ":memory:")) {
            createForOwnerOnly(url.substring(SQLITE.length()));
        }
        return file;
    }

    /** SQLite gives the files beside it, {@code -wal} and {@code -shm}, the same permissions. */
    private static void createForOwnerOnly(String file) {
        Path path = Path.of(file.replaceFirst("[?].*", ""));
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException e) {
            // by an earlier start, or by another process
        } catch (IOException e) {
            throw new ConfigurationException("the ledger cannot be created: " + e);
        }
    }
}
