package com.cielo24.examples.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;

import com.cielo24.ledger.JdbcMediaLedger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerDatabaseTest {

    @Test
    void isAFileUnlessAnotherIsConfigured(@TempDir Path folder) throws Exception {
        DataSource database = open(Map.of(), folder);
        try (JdbcMediaLedger ledger = new JdbcMediaLedger(database)) {
            ledger.claim("64bea283eff6475ea6596027a6ba0929", "lecture.mp4");
        }
        assertThat(folder.resolve("ledger.db")).isNotEmptyFile();
        assertThat(Files.getPosixFilePermissions(folder.resolve("ledger.db")).toString())
                .doesNotContain("OTHERS", "GROUP");
    }

    /** A network that goes silent must not hold up all workers. */
    @Test
    void givesUpASilentServer(@TempDir Path folder) throws Exception {
        PGSimpleDataSource server = (PGSimpleDataSource) open(
                Map.of(
                        "ingest.jdbc.url", "jdbc:postgresql://db.example.com/cielo24",
                        "ingest.jdbc.username", "ann",
                        "ingest.jdbc.password", "secret"),
                folder);

        assertThat(server.getSocketTimeout()).isBetween(1, 30);
        assertThat(server.getConnectTimeout()).isBetween(1, 30);
        assertThat(server.getTcpKeepAlive()).isTrue();
        assertThat(server.getUser()).isEqualTo("ann");
    }

    @Test
    void namesTheKeyOfAnUnknownDatabaseAndNotItsPassword(@TempDir Path folder) {
        assertThatThrownBy(() -> open(Map.of("ingest.jdbc.url", "jdbc:mysql://db/cielo24?password=tiger"), folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("ingest.jdbc.url")
                .hasMessageNotContaining("tiger");
    }

    private static DataSource open(Map<String, String> properties, Path folder) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            properties.forEach((key, value) -> context.getPropertiesComponent().addInitialProperty(key, value));
            context.start();
            return LedgerDatabase.open(new Settings(context), folder);
        }
    }
}
