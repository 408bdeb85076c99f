package com.cielo24.examples.queue;

import java.io.Closeable;
import java.nio.file.Path;
import javax.sql.DataSource;

import com.cielo24.examples.support.ConfigurationException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * The database that all workers share: H2 in a file for those of one machine, or PostgreSQL.
 */
final class LedgerDatabase implements Closeable {

    /** How long to wait for a row that another worker has, in milliseconds; to PostgreSQL 0 would be forever. */
    private static final int LOCK_TIMEOUT = 100;

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private final HikariDataSource pool;

    private LedgerDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * @throws ConfigurationException if it cannot be reached, or is of another kind
     */
    static LedgerDatabase open(QueueSettings settings) {
        QueueSettings.Database database = settings.database();
        String url = database.url() != null ? database.url() : inFile(settings.folder());
        if (!url.startsWith(H2) && !url.startsWith(POSTGRESQL)) {
            throw new ConfigurationException(
                    "ingest.jdbc.url must start with " + POSTGRESQL + " or " + H2 + "; others were never tried");
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(database.username());
        config.setPassword(database.password());
        // each consumer holds the lock of a job, and writes into the ledger meanwhile
        config.setMaximumPoolSize(2 * settings.consumers() + 1);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(20_000);
        config.setConnectionInitSql(initialSql(url));
        config.setExceptionOverrideClassName(LostDatabase.class.getName());
        try {
            return new LedgerDatabase(new HikariDataSource(config));
        } catch (RuntimeException e) {
            throw new ConfigurationException("the database " + shown(url) + " cannot be used: " + cause(e));
        }
    }

    /**
     * H2 lets several processes share a file: the first to open it serves the others, and when it dies the next does.
     * They must know a key that only those who may read the file can. Without a delay of writes: what was committed
     * must survive the process.
     */
    private static String inFile(Path folder) {
        // before H2 reads it: else the serving process listens on all addresses of the machine
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
        return H2 + "file:" + folder.resolve("ledger") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
    }

    private static String initialSql(String url) {
        return url.startsWith(H2)
                ? "SET LOCK_TIMEOUT " + LOCK_TIMEOUT
                // a worker whose machine has died must not hold its jobs for hours
                : "SET lock_timeout = " + LOCK_TIMEOUT + "; SET tcp_keepalives_idle = 30;"
                        + " SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3";
    }

    private static String shown(String url) {
        // parameters may be passwords
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }

    private static String cause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName() + " "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
