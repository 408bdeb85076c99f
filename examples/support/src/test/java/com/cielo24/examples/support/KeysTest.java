package com.cielo24.examples.support;

import java.util.Properties;

import org.apache.camel.CamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeysTest {

    /** The keys that exist are in the application.properties of these tests. */
    private static final class Program extends ExampleMain {
        private boolean started;

        Program(String key) {
            super("test", properties(key));
            once = true;
        }

        private static Properties properties(String key) {
            Properties properties = new Properties();
            properties.setProperty(key, "1");
            return properties;
        }

        @Override
        protected void assemble(CamelContext context) {
            started = true;
            completed();
        }

        @Override
        public void release() {
            // nothing was opened
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest.settel", "ingest.retries.", "ingest.Settle", "other.kye"})
    void refusesToStartWithAMisspelledKey(String key) throws Exception {
        Program program = new Program(key);

        assertThat(program.call()).isEqualTo(2);
        assertThat(program.started).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest.settle", "other.key", "another.program.key", "camel.main.shutdown-timeout"})
    void startsWithKeysThatExistOrBelongToOthers(String key) throws Exception {
        Program program = new Program(key);

        assertThat(program.call()).isZero();
        assertThat(program.started).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest.setle", "other.kye"})
    void refusesAMisspelledSystemProperty(String key) throws Exception {
        System.setProperty(key, "1s");
        try {
            assertThat(new Program("ingest.settle").call()).isEqualTo(2);
        } finally {
            System.clearProperty(key);
        }
    }
}
