package com.cielo24.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** The databases that the ledger is tested with. */
public enum TestDatabase {
    SQLITE {
        @Override
        public String create(Path folder) {
            return "jdbc:sqlite:" + folder.resolve("ledger-" + UUID.randomUUID() + ".db")
                    + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000";
        }
    },
    H2 {
        @Override
        public String create(Path folder) {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        }
    },
    POSTGRESQL {
        @Override
        public String create(Path folder) throws SQLException {
            String name = "ledger" + DATABASES.incrementAndGet();
            try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return Server.POSTGRES.getJdbcUrl("postgres", name);
        }
    };

    private static final AtomicInteger DATABASES = new AtomicInteger();

    /**
     * @param  folder of a database that is a file
     * @return        the JDBC URL of an empty database
     */
    public abstract String create(Path folder) throws SQLException;

    /** Connections without a pool. */
    public static DataSource connect(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:sqlite:")) {
            SQLiteDataSource sqlite = new SQLiteDataSource();
            sqlite.setUrl(jdbcUrl);
            return sqlite;
        }
        if (jdbcUrl.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(jdbcUrl);
            return h2;
        }
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(jdbcUrl);
        return postgres;
    }

    /** Started once for all tests of a JVM, by the first that needs it. A start that fails is a failure of the test. */
    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(EmbeddedPostgres postgres) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
